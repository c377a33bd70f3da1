package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The requirements that a node must meet before the DaemonSet aws-node can run on it. Users who run another CNI often give aws-node a
 * selector that no node meets, instead of removing it.
 *
 * @param selector the labels in {@code nodeSelector}
 * @param terms the terms of the required node affinity, of which a node must meet at least one; empty if there is no required affinity
 * @param desired {@code status.desiredNumberScheduled}; empty if it is absent or older than the spec
 */
public record RequiredNodes(Map<String, String> selector, Optional<List<Tree>> terms, Optional<Long> desired) {

    static final RequiredNodes ANY = new RequiredNodes(Map.of(), Optional.empty(), Optional.empty());

    /** Labels that each node has, although a shortened manifest may lack them. */
    private static final Set<String> ON_EVERY_NODE = Set.of(
            "kubernetes.io/os",
            "kubernetes.io/arch",
            "kubernetes.io/hostname",
            "beta.kubernetes.io/os",
            "beta.kubernetes.io/arch");

    /** The domains of labels that Kubernetes, AWS and Karpenter set on new nodes. */
    private static final List<String> SET_BY_OTHERS =
            List.of("kubernetes.io", "k8s.io", "amazonaws.com", "k8s.aws", "karpenter.sh", "eksctl.io");

    public RequiredNodes {
        selector = Map.copyOf(selector);
    }

    static RequiredNodes of(Tree daemonSet) {
        Tree pod = daemonSet.at("spec", "template", "spec");
        Tree required = pod.at("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
        return new RequiredNodes(
                pod.texts("nodeSelector"),
                required.isEmpty() ? Optional.empty() : Optional.of(required.trees("nodeSelectorTerms")),
                daemonSet.integer("status", "desiredNumberScheduled").filter(number -> isOfTheSpec(daemonSet)));
    }

    /** Returns the same requirements without {@link #desired}. */
    RequiredNodes withoutDesired() {
        return new RequiredNodes(selector, terms, Optional.empty());
    }

    /** Returns whether the controller has seen the current spec. Until then, the number in the status of a new DaemonSet is 0. */
    private static boolean isOfTheSpec(Tree daemonSet) {
        Optional<Long> generation = daemonSet.integer("metadata", "generation");
        return generation.isEmpty()
                || daemonSet.integer("status", "observedGeneration").orElse(0L) >= generation.get();
    }

    /** Returns whether a running node with these labels meets the requirements. */
    boolean canBe(Map<String, String> labels) {
        return isMet(labels, ON_EVERY_NODE::contains);
    }

    /**
     * Returns whether a new node can meet the requirements. The node may have any label that Kubernetes, AWS or Karpenter set.
     *
     * @param labels the labels that the new node certainly has
     */
    boolean canBeNew(Map<String, String> labels) {
        return isMet(labels, RequiredNodes::mayBeSetOnNewNodes);
    }

    /** Returns whether Kubernetes, AWS or Karpenter may set a label with this key on a new node. */
    static boolean mayBeSetOnNewNodes(String key) {
        String domain = key.contains("/") ? key.substring(0, key.indexOf('/')) : "";
        return SET_BY_OTHERS.stream().anyMatch(parent -> domain.equals(parent) || domain.endsWith("." + parent));
    }

    private boolean isMet(Map<String, String> labels, Predicate<String> isOpen) {
        return selector.entrySet().stream()
                        .allMatch(wanted -> labels.containsKey(wanted.getKey())
                                ? wanted.getValue().equals(labels.get(wanted.getKey()))
                                : isOpen.test(wanted.getKey()))
                && terms.map(all -> all.stream().anyMatch(term -> isMet(term, labels, isOpen)))
                        .orElse(true);
    }

    private static boolean isMet(Tree term, Map<String, String> labels, Predicate<String> isOpen) {
        List<Tree> expressions = term.trees("matchExpressions");
        return !(expressions.isEmpty() && term.list("matchFields").isEmpty())
                && expressions.stream().allMatch(expression -> isMetBy(expression, labels, isOpen));
    }

    private static boolean isMetBy(Tree expression, Map<String, String> labels, Predicate<String> isOpen) {
        String key = expression.text("key").orElse("");
        String label = labels.getOrDefault(key, "");
        boolean isListed = expression.list("values").contains(label);
        boolean isPresent = labels.containsKey(key);
        return switch (expression.text("operator").orElse("")) {
            case "In" -> isPresent ? isListed : isOpen.test(key);
            case "NotIn" -> !isPresent || !isListed;
            case "Exists" -> isPresent || isOpen.test(key);
            case "DoesNotExist" -> !isPresent;
            default -> true;
        };
    }
}
