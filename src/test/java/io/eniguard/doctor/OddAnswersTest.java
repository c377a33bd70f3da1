package io.eniguard.doctor;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.eniguard.registration.WebhookConfigurations;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests that an unexpected value at any place of an answer causes no exception, because doctor would report an exception as a bug in
 * eniguard.
 */
class OddAnswersTest {

    private static final Installation INSTALLATION = new Installation("eniguard", "eniguard");

    private static final List<@Nullable Object> ODD = new ArrayList<>();

    static {
        ODD.add(null);
        ODD.addAll(List.of(
                "",
                "x",
                "\u0000\n",
                "-1",
                "a b/../c",
                -1L,
                Long.MAX_VALUE,
                new BigDecimal("1e400"),
                true,
                List.of(),
                Map.of()));
        List<@Nullable Object> nulls = new ArrayList<>();
        nulls.add(null);
        ODD.add(nulls);
        ODD.add(List.of(List.of("x"), 7L, "x", Map.of("x", "x")));
    }

    @TestFactory
    Stream<DynamicTest> noOddValueIsABug() {
        return Stream.of(
                each(
                        "security groups",
                        """
                        groups:
                          - GroupId: sg-1
                            IpPermissions:
                              - {IpProtocol: tcp, FromPort: 9443, ToPort: 9443, UserIdGroupPairs: [{GroupId: sg-c}],
                                 IpRanges: [{CidrIp: 10.0.0.0/8}], PrefixListIds: [{PrefixListId: pl-1}]}
                        instances: [{SecurityGroups: [{GroupId: sg-1}]}]""",
                        answer -> new WebhookPort(9443, "sg-c", Set.of(), Optional.empty())
                                .judge(answer.trees("instances"), answer.trees("groups"))),
                each(
                        "webhooks",
                        firstDocument(new WebhookConfigurations(INSTALLATION.target(), Optional.empty(), false).yaml()),
                        OddAnswersTest::judgeWebhooks),
                each(
                        "webhooks with URLs",
                        "webhooks: [{name: eniconfigs.validate.eniguard.io, failurePolicy: Fail, clientConfig: {url:"
                                + " 'https://[::1]:7/x', caBundle: eA==}}]",
                        OddAnswersTest::judgeWebhooks),
                each("endpoint slices", """
                        items:
                          - ports: [{port: 10443}]
                            endpoints: [{conditions: {ready: true}, nodeName: a, addresses: [10.0.0.1],
                                         targetRef: {kind: Pod, name: a}}]""", answer -> {
                    Endpoints endpoints = Endpoints.from(answer);
                    endpoints.judge(INSTALLATION, Reply.of(new RegisteredWebhooks(List.of())));
                }),
                each(
                        "readiness",
                        "checks: [{name: vpc, data: {source: ec2, known: true, ageSeconds: 20, VPCs: AWS refuses}}]",
                        answer -> PodFacts.judge(Map.of("a", Reply.of(answer)), 900)));
    }

    private static void judgeWebhooks(Tree configuration) {
        Reply<Optional<Tree>> reply = Reply.of(Optional.of(configuration));
        new Webhooks(INSTALLATION).judge(reply, reply);
        RegisteredWebhooks registered = RegisteredWebhooks.of(reply, reply);
        registered.isOutsideCluster();
        registered.effectWithoutPods();
        new Certificates("h", "make", Instant.EPOCH).judge(Reply.of(SeenCertificate.flawed("none")), registered);
    }

    private static DynamicTest each(String name, String yaml, Consumer<Tree> judge) {
        return DynamicTest.dynamicTest(name, () -> {
            Object answer = parsed(yaml);
            for (Object odd : ODD) {
                for (@Nullable Object variant : variants(answer, odd)) {
                    assertDoesNotThrow(() -> judge.accept(Tree.of(variant)), () -> String.valueOf(variant));
                }
            }
        });
    }

    private static String firstDocument(String yaml) {
        return yaml.substring(0, yaml.indexOf("---\n"));
    }

    private static Object parsed(String yaml) {
        try {
            return Objects.requireNonNull(YamlReader.readAll(yaml).get(0).content());
        } catch (YamlSyntaxException e) {
            throw new IllegalArgumentException(yaml, e);
        }
    }

    /** Returns copies of the value, each with the odd value at a different place. */
    private static List<@Nullable Object> variants(@Nullable Object value, @Nullable Object odd) {
        List<@Nullable Object> variants = new ArrayList<>();
        variants.add(odd);
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> {
                for (@Nullable Object variant : variants(member, odd)) {
                    Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map);
                    copy.put(key, variant);
                    variants.add(copy);
                }
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                for (@Nullable Object variant : variants(list.get(i), odd)) {
                    List<@Nullable Object> copy = new ArrayList<>(list);
                    copy.set(i, variant);
                    variants.add(copy);
                }
            }
        }
        return variants;
    }
}
