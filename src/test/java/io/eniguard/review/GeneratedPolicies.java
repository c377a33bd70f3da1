package io.eniguard.review;

import io.eniguard.cel.CelConditions;
import io.eniguard.policy.Policies;
import io.eniguard.policy.Policy;
import io.eniguard.policy.PolicyOrigin;
import io.eniguard.policy.PolicyReader;
import io.eniguard.policy.RuleKinds;
import io.eniguard.rules.RuleCatalog;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Policies that are generated from a seed. They contain entries of all rules on ENIConfigs, custom rules with every kind of result, and
 * exemptions that are in force, over, or end at the same instant as others.
 */
final class GeneratedPolicies {

    static final String BREAK_GLASS_GROUP = "oncall";

    private static final RuleKinds CATALOGUE = CatalogueKinds.ofRules();
    private static final CelConditions CONDITIONS = new CelConditions();

    private static final List<String> RULES = RuleCatalog.ENI_CONFIG.stream()
            .map(rule -> rule.about().id())
            .filter(CATALOGUE::isConfigurable)
            .toList();

    /** Expressions that pass, that do not pass, whose facts may be unknown, and that fail. */
    private static final List<String> EXPRESSIONS = List.of(
            "object.metadata.name != 'default'",
            "false",
            "subnet.freeAddresses > 30",
            "'owner' in subnet.tags",
            "securityGroups.all(group, group.vpcId == vpc.id)",
            "cidr(subnet.cidr).prefixLength() < 20",
            "cni.prefixDelegation || request.operation == 'DELETE'",
            "object.spec.missing == 'x'",
            "object.metadata.name.matches('^(pods|default)$')");

    private static final List<String> UNTILS =
            List.of("2025-12-31", "2026-01-31", "2026-02-01T00:00:00Z", "2026-01-31T23:00:00-01:00", "2026-06-30");

    private final SplittableRandom random;
    private final List<Map<String, @Nullable Object>> documents = new ArrayList<>();

    GeneratedPolicies(int seed) {
        random = new SplittableRandom(seed);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            documents.add(document("policy-" + i, spec("policy-" + i)));
        }
    }

    private GeneratedPolicies(SplittableRandom random, List<Map<String, @Nullable Object>> documents) {
        this.random = random;
        this.documents.addAll(documents);
    }

    Policies policies() {
        return read(documents);
    }

    /** Returns the same policies, with all lists in another order. */
    Policies shuffled(int seed) {
        Random shuffle = new Random(seed);
        List<Map<String, @Nullable Object>> others = new ArrayList<>();
        for (Map<String, @Nullable Object> document : documents) {
            others.add(Tree.of(shuffled(document, shuffle)).fields());
        }
        Collections.shuffle(others, shuffle);
        return read(others);
    }

    /** Returns the same policies and another one, which has neither exemptions nor break glass. */
    GeneratedPolicies withOneMore() {
        GeneratedPolicies more = new GeneratedPolicies(random, documents);
        Map<String, @Nullable Object> spec = spec("added");
        spec.remove("exemptions");
        spec.remove("breakGlass");
        // The name decides whether the policy comes before or after the others.
        more.documents.add(document(oneOf("added", "zone"), spec));
        return more;
    }

    /** Returns the ids of all rules that have an entry in the last policy. */
    Set<String> rulesOfTheLast() {
        Policy last = read(documents.subList(documents.size() - 1, documents.size()))
                .all()
                .get(0);
        return Set.copyOf(last.rules().stream().map(entry -> entry.rule()).toList());
    }

    static Policies read(List<Map<String, @Nullable Object>> documents) {
        PolicyReader reader = new PolicyReader(CATALOGUE, CONDITIONS);
        return new Policies(documents.stream()
                .map(document -> {
                    PolicyReader.Outcome outcome =
                            reader.read(Tree.of(document), PolicyOrigin.STORED, Set.of(), GeneratedReview.NOW);
                    return outcome.policy().orElseThrow(() -> new AssertionError(document + ": " + outcome.faults()));
                })
                .toList());
    }

    private static Map<String, @Nullable Object> document(String name, Map<String, @Nullable Object> spec) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("apiVersion", "eniguard.io/v1alpha1");
        document.put("kind", Policy.KIND);
        document.put("metadata", Map.of("name", name));
        document.put("spec", spec);
        return document;
    }

    private static @Nullable Object shuffled(@Nullable Object value, Random shuffle) {
        if (value instanceof Map<?, ?> map) {
            List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
            Collections.shuffle(entries, shuffle);
            Map<Object, @Nullable Object> other = new LinkedHashMap<>();
            entries.forEach(entry -> other.put(entry.getKey(), shuffled(entry.getValue(), shuffle)));
            return other;
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> other = new ArrayList<>();
            list.forEach(item -> other.add(shuffled(item, shuffle)));
            Collections.shuffle(other, shuffle);
            return other;
        }
        return value;
    }

    private Map<String, @Nullable Object> spec(String policy) {
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        if (random.nextInt(3) == 0) {
            spec.put("match", match());
        }
        spec.put("rules", items(4, i -> entry()));
        spec.put("custom", items(3, i -> customRule(policy + "-" + i)));
        spec.put("exemptions", items(3, i -> exemption(policy)));
        if (random.nextInt(4) == 0) {
            spec.put("breakGlass", Map.of("groups", List.of("dev", BREAK_GLASS_GROUP)));
        }
        return spec;
    }

    private List<Object> items(int most, IntFunction<Object> item) {
        return IntStream.range(0, random.nextInt(most + 1)).mapToObj(item).toList();
    }

    private Map<String, @Nullable Object> match() {
        Map<String, @Nullable Object> match = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            match.put("kinds", List.of("ENIConfig", "Node"));
        }
        if (random.nextInt(3) == 0) {
            match.put("names", List.of("default", "pods", "*-2a*"));
        }
        if (random.nextInt(3) == 0) {
            match.put("exclude", Map.of("names", List.of(oneOf("default", "pods", "n*"))));
        }
        return match;
    }

    private Map<String, @Nullable Object> entry() {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        String id = random.nextInt(3) == 0 ? "subnet-cidr" : RULES.get(random.nextInt(RULES.size()));
        entry.put("id", id);
        switch (random.nextInt(4)) {
            case 0 -> entry.put("actions", Map.of(oneOf("admission", "audit", "check"), action()));
            case 1 -> entry.put("parameters", parameters(id));
            default -> entry.put("action", action());
        }
        if (random.nextInt(3) == 0) {
            entry.put("onUnknown", action());
        }
        if (random.nextInt(4) == 0) {
            entry.put("match", match());
        }
        return entry;
    }

    private Map<String, @Nullable Object> parameters(String rule) {
        return switch (rule) {
            case "subnet-cidr" ->
                new LinkedHashMap<>(
                        random.nextBoolean()
                                ? Map.of("permitted", List.of(oneOf("172.31.255.240/28", "198.18.0.0/15")))
                                : Map.of("denied", List.of("100.64.0.0/18", oneOf("10.0.0.0/8", "198.18.0.0/15"))));
            case "subnet-cidr-recommended" -> new LinkedHashMap<>(Map.of("recommended", List.of("100.64.0.0/19")));
            case "subnet-capacity" -> new LinkedHashMap<>(Map.of("minFreeAddresses", 10L + random.nextInt(3) * 20L));
            case "security-groups" -> new LinkedHashMap<>(Map.of("maximum", 1L + random.nextInt(5)));
            default -> new LinkedHashMap<>();
        };
    }

    private Map<String, @Nullable Object> customRule(String id) {
        Map<String, @Nullable Object> rule = new LinkedHashMap<>();
        rule.put("id", id);
        rule.put("action", action());
        rule.put("match", Map.of("kinds", List.of("ENIConfig")));
        rule.put("expression", EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size())));
        rule.put("message", oneOf("one message", "another message"));
        rule.put("field", oneOf("spec.subnet", "metadata.name"));
        if (random.nextBoolean()) {
            rule.put("messageExpression", "'no ' + object.metadata.name");
        }
        if (random.nextInt(3) > 0) {
            rule.put("onError", action());
        }
        if (random.nextInt(3) == 0) {
            rule.put("onUnknown", action());
        }
        return rule;
    }

    private Map<String, @Nullable Object> exemption(String policy) {
        Map<String, @Nullable Object> exemption = new LinkedHashMap<>();
        exemption.put(
                "rules",
                switch (random.nextInt(8)) {
                    case 0 -> List.of("*");
                    case 1 -> List.of(policy + "-0");
                    default -> List.of(RULES.get(random.nextInt(RULES.size())), "subnet-cidr-recommended");
                });
        exemption.put("reason", oneOf("the VPC is rebuilt", "the migration"));
        exemption.put("owner", oneOf("net-team", "platform-team"));
        exemption.put("until", UNTILS.get(random.nextInt(UNTILS.size())));
        return exemption;
    }

    private String action() {
        return oneOf("Deny", "Deny", "Warn", "Audit", "Off");
    }

    @SafeVarargs
    private <T> T oneOf(T... some) {
        return some[random.nextInt(some.length)];
    }
}
