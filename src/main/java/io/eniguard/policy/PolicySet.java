package io.eniguard.policy;

import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The faults that only several policies together can have. */
public final class PolicySet {

    private PolicySet() {}

    /**
     * A fault of a policy among others.
     *
     * @param policy the index of the policy in the list
     */
    public record Conflict(int policy, PolicyFault fault) {}

    /**
     * Returns a conflict for each policy that repeats the name of an earlier policy, and for each custom rule that repeats an id of an
     * earlier policy.
     */
    public static List<Conflict> conflicts(List<Policy> policies) {
        List<Conflict> conflicts = new ArrayList<>();
        Map<String, Integer> byName = new TreeMap<>();
        Map<String, String> policyById = new TreeMap<>();
        for (int i = 0; i < policies.size(); i++) {
            Policy policy = policies.get(i);
            if (byName.putIfAbsent(policy.name(), i) != null) {
                conflicts.add(new Conflict(
                        i,
                        new PolicyFault(
                                "metadata.name",
                                "\"%s\" is the name of two policies".formatted(policy.name()),
                                "give each policy a name of its own")));
                continue;
            }
            for (int j = 0; j < policy.custom().size(); j++) {
                String id = policy.custom().get(j).id();
                String other = policyById.putIfAbsent(id, policy.name());
                if (other != null) {
                    conflicts.add(new Conflict(i, taken(j, id, other)));
                }
            }
        }
        return conflicts;
    }

    /**
     * Returns a fault for each custom rule whose id is also the id of a custom rule in another policy.
     *
     * @param document the document of a policy, which may have faults
     * @param policies the policies in force; a policy with the name of the document is ignored
     */
    public static List<PolicyFault> conflicts(Tree document, Policies policies) {
        Map<String, String> policyById = new TreeMap<>();
        othersThan(document, policies)
                .forEach(other -> other.custom().forEach(rule -> policyById.putIfAbsent(rule.id(), other.name())));
        List<?> custom = document.list("spec", "custom");
        List<PolicyFault> faults = new ArrayList<>();
        for (int i = 0; i < custom.size() && !policyById.isEmpty(); i++) {
            String id = Tree.of(custom.get(i)).text("id").orElse("");
            String other = policyById.get(id);
            if (other != null) {
                faults.add(taken(i, id, other, "apply again after the other policy was changed, or choose another id"));
            }
        }
        return faults;
    }

    /** Returns the fault of a stored policy if a policy of a file has its name; empty if none has. */
    public static Optional<PolicyFault> replacement(Tree document, Policies policies) {
        return document.text("metadata", "name")
                .filter(policies::replaceStored)
                .map(PolicySet::replaced);
    }

    static PolicyFault replaced(String name) {
        return new PolicyFault(
                "metadata.name",
                "\"%s\" is also the name of a policy of --policy, which replaces this one".formatted(name),
                "choose another name, or remove the policy from the files");
    }

    /** Returns the policies whose name differs from the name of the document. */
    public static List<Policy> othersThan(Tree document, Policies policies) {
        String name = document.text("metadata", "name").orElse("");
        return policies.all().stream()
                .filter(policy -> !policy.name().equals(name))
                .toList();
    }

    /** @param index the index of the custom rule in its policy */
    static PolicyFault taken(int index, String id, String other) {
        return taken(index, id, other, "choose another id");
    }

    private static PolicyFault taken(int index, String id, String other, String fix) {
        return new PolicyFault(
                "spec.custom[%d].id".formatted(index),
                "\"%s\" is also the id of a custom rule in the policy %s".formatted(id, other),
                fix);
    }
}
