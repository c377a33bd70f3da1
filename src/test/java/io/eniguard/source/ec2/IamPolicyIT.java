package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallObserver;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the policy in k8s/iam contains exactly the permissions that a reading needs. */
@Ec2Emulator
class IamPolicyIT {

    private final Moto moto;

    IamPolicyIT(Moto moto) {
        this.moto = moto;
    }

    @Test
    void aReadingUsesAllPermissionsOfThePolicyAndNoOthers() throws Exception {
        PodVpc vpc = PodVpc.build(moto, "policy-" + System.nanoTime());
        Set<String> allowed = allowed();
        Wanted wanted = new Wanted(
                Set.of(vpc.subnet("pods-a"), vpc.elsewhere()),
                Set.of(vpc.podGroup()),
                Set.of(vpc.nodeInstance()),
                Set.of("x9z.large"),
                Moto.HINTS,
                Wanted.Reservations.OF_NAMED_SUBNETS);
        try (Proxy proxy = Proxy.before(moto)) {
            proxy.weather((request, connection) -> connection.answer(
                    allowed.contains(request.action())
                            ? connection.ask(request)
                            : Proxy.Answer.error(403, "UnauthorizedOperation", "not allowed")));
            try (VpcReader reader = new VpcReader(
                    AwsSettings.NONE, CallObserver.NOBODY, Moto.access(proxy.endpoint()), Clock.systemUTC())) {
                assertEquals(Map.of(), reader.read(wanted).failures());
            }
            assertEquals(allowed, new TreeSet<>(proxy.actions()));
        }
    }

    static Set<String> allowed() throws IOException, YamlSyntaxException {
        String text = Files.readString(Path.of("k8s/iam/policy.json"));
        return Tree.of(YamlReader.readAll(text).get(0).content()).trees("Statement").stream()
                .flatMap(statement ->
                        Stream.concat(statement.text("Action").stream(), statement.list("Action").stream()))
                .map(String::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
