package io.eniguard.review.explain;

import io.eniguard.cel.CelExpressions;
import io.eniguard.policy.Operation;
import io.eniguard.review.CatalogueKinds;
import io.eniguard.rules.About;
import io.eniguard.rules.Rule;
import io.eniguard.rules.RuleCatalog;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Explains what a rule demands and what a violation leads to. */
public final class RuleReasoning {

    private RuleReasoning() {}

    /** Returns the ids of all rules and custom rules, in order. */
    public static List<String> ids(World world) {
        return Stream.concat(
                        kinds().values().stream()
                                .flatMap(List::stream)
                                .map(rule -> rule.about().id()),
                        world.policies().customRuleIds().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the description of the rule with this id; empty if there is none. */
    static Optional<About> about(String id) {
        return kinds().values().stream()
                .flatMap(List::stream)
                .map(rule -> rule.about())
                .filter(about -> about.id().equals(id))
                .findFirst();
    }

    /** Explains the rule or custom rule with this id, and which parts of policies are about it; empty if there is none. */
    public static Optional<Reasoning> of(String id, World world, ObjectPlaces places) {
        List<Reason> policies = new PolicyReasons(world, places).aboutRule(id);
        return ofCatalogue(id)
                .or(() -> ofCustom(id, world))
                .map(reasoning -> new Reasoning(
                        reasoning.kind(),
                        reasoning.name(),
                        reasoning.answer(),
                        Stream.concat(reasoning.reasons().stream(), policies.stream())
                                .toList(),
                        List.of()));
    }

    private static Optional<Reasoning> ofCustom(String id, World world) {
        return world.policies().all().stream()
                .filter(policy ->
                        policy.custom().stream().anyMatch(rule -> rule.id().equals(id)))
                .map(policy -> new Reasoning(
                        "Rule",
                        id,
                        "%s is a custom rule of the policy %s.".formatted(id, policy.name()),
                        List.of(),
                        List.of()))
                .findFirst();
    }

    private static Optional<Reasoning> ofCatalogue(String id) {
        List<String> kinds = new ArrayList<>();
        List<About> found = new ArrayList<>();
        kinds().forEach((kind, rules) -> rules.stream()
                .map(Rule::about)
                .filter(about -> about.id().equals(id))
                .forEach(about -> {
                    found.add(about);
                    if (!kinds.contains(kind)) {
                        kinds.add(kind);
                    }
                }));
        return found.stream().findFirst().map(about -> explain(about, kinds));
    }

    private static Reasoning explain(About about, List<String> kinds) {
        List<String> operations =
                about.operations().stream().sorted().map(Operation::name).toList();
        return new Reasoning(
                "Rule",
                about.id(),
                about.says() + ".",
                List.of(
                        Reason.of("because", about.because()),
                        Reason.of("action", actions(about))
                                .with("default", about.action().word())
                                .with(
                                        "byRequester",
                                        about.actionFor().entrySet().stream()
                                                .sorted(Map.Entry.comparingByKey())
                                                .map(entry ->
                                                        entry.getKey().name().toLowerCase(Locale.ROOT) + "="
                                                                + entry.getValue()
                                                                        .word())
                                                .toList()),
                        Reason.of("kinds", "It checks %s.".formatted(String.join(", ", kinds)))
                                .with("kinds", kinds),
                        Reason.of("operations", "It checks these operations: %s.".formatted(inWords(about)))
                                .with("operations", operations),
                        CatalogueKinds.ofRules().isConfigurable(about.id())
                                ? unknown()
                                : Reason.of(
                                        "fixed", "No policy can change the action, and no exemption covers the rule."),
                        Reason.of("source", "Source: " + about.source()).with("url", about.source())),
                List.of());
    }

    private static Reason unknown() {
        return Reason.of(
                        "unknown",
                        "By default, a missing fact leads to a warning at most. For ENIConfigs, a policy can change this"
                                + " with onUnknown. Some findings about missing facts appear only in audits.")
                .with("atMost", "warn");
    }

    private static String actions(About about) {
        String others = about.actionFor().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "; %s for %s"
                        .formatted(
                                entry.getValue().word(),
                                switch (entry.getKey()) {
                                    case KUBELET -> "kubelets";
                                    case MACHINE -> "controllers";
                                    case PERSON -> "people";
                                }))
                .collect(Collectors.joining());
        return "A violation leads to %s%s.".formatted(about.action().word(), others);
    }

    private static String inWords(About about) {
        return about.operations().stream()
                .sorted()
                .map(operation -> switch (operation) {
                    case UPDATE_STATUS -> "UPDATE of status";
                    case EXISTS -> "audit of objects that exist";
                    default -> operation.name();
                })
                .collect(Collectors.joining(", "));
    }

    private static Map<String, List<? extends Rule<?>>> kinds() {
        Map<String, List<? extends Rule<?>>> kinds = new LinkedHashMap<>();
        kinds.put("ENIConfig", RuleCatalog.ENI_CONFIG);
        kinds.put("Node", RuleCatalog.node((eniConfig, world) -> Optional.empty()));
        kinds.put("DaemonSet aws-node", RuleCatalog.CNI_SETTINGS);
        kinds.put("ConfigMap with a kubelet configuration", RuleCatalog.kubelet(new CelExpressions()));
        kinds.put("EC2NodeClass", RuleCatalog.nodeClass(new CelExpressions()));
        kinds.put("NodePool", RuleCatalog.nodePool(new CelExpressions()));
        kinds.put("NodeClass of EKS Auto Mode", RuleCatalog.AUTO_NODE_CLASS);
        kinds.put("CustomNetworkingPolicy", RuleCatalog.POLICY);
        return kinds;
    }
}
