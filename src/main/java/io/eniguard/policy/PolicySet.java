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
            int index = i;
            taken(policy, policyById).forEach(fault -> conflicts.add(new Conflict(index, fault)));
            policy.custom().forEach(rule -> policyById.putIfAbsent(rule.id(), policy.name()));
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
        List<String> ids = document.list("spec", "custom").stream()
                .map(rule -> Tree.of(rule).text("id").orElse(""))
                .toList();
        return taken(ids, policyById, "apply again after the other policy was changed, or choose another id");
    }

    /** Returns the fault of a stored policy if a policy of a file has its name; empty if none has. */
    public static Optional<PolicyFault> replacement(Tree document, Policies policies) {
        return document.text("metadata", "name").filter(policies::replaceStored).map(PolicySet::replaced);
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

    /**
     * Returns a fault for each custom rule of the policy whose id another policy has.
     *
     * @param others the names of the other policies by the ids of their custom rules
     */
    static List<PolicyFault> taken(Policy policy, Map<String, String> others) {
        return taken(policy.custom().stream().map(CustomRule::id).toList(), others, "choose another id");
    }

    private static List<PolicyFault> taken(List<String> ids, Map<String, String> others, String fix) {
        List<PolicyFault> faults = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            String other = others.get(ids.get(i));
            if (other != null) {
                faults.add(new PolicyFault(
                        "spec.custom[%d].id".formatted(i),
                        "\"%s\" is also the id of a custom rule in the policy %s".formatted(ids.get(i), other),
                        fix));
            }
        }
        return faults;
    }
}
