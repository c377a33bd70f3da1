package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A DaemonSet, reduced to the fact whether it runs a pod in the host's network of every node. The kubelet counts this pod, but the pod
 * needs no address.
 *
 * @param isOnEveryNode whether each Linux node on EC2 runs a pod of the DaemonSet in the host's network. False for aws-node and kube-proxy,
 *     which are part of every calculation of the number of pods
 */
public record HostNetworkDaemonSet(String namespace, String name, boolean isOnEveryNode) {

    /** The DaemonSets that the formula of AWS counts. */
    private static final Set<String> IN_EVERY_CALCULATION = Set.of(CniSettings.NAME, "kube-proxy");

    private static final List<String> ARCHITECTURES = List.of("amd64", "arm64");

    /**
     * The label of nodes that are not EC2 instances of the account. Ordinary nodes do not have this label, and the DaemonSets of EKS add-ons
     * exclude its values.
     */
    private static final String COMPUTE_TYPE = "eks.amazonaws.com/compute-type";

    /** Returns whether the object is a DaemonSet other than aws-node. */
    public static boolean isOne(ObjectId id) {
        return id.group().equals(CniSettings.GROUP) && id.kind().equals(CniSettings.KIND) && !CniSettings.isAwsNode(id);
    }

    public static HostNetworkDaemonSet from(Tree manifest) {
        ObjectId id = ObjectId.of(manifest);
        Tree pod = manifest.at("spec", "template", "spec");
        return new HostNetworkDaemonSet(
                id.namespace(),
                id.name(),
                !IN_EVERY_CALCULATION.contains(id.name())
                        && pod.flag("hostNetwork").orElse(false)
                        && toleratesEverything(pod)
                        && ARCHITECTURES.stream().allMatch(architecture -> selects(pod, node(architecture))));
    }

    /** Returns whether no taint keeps the pods from a node. Taints with the effect PreferNoSchedule do not keep pods from a node. */
    private static boolean toleratesEverything(Tree pod) {
        List<Tree> general = pod.trees("tolerations").stream()
                .filter(toleration ->
                        toleration.text("operator").filter("Exists"::equals).isPresent()
                                && toleration.nonEmptyText("key").isEmpty())
                .toList();
        return List.of("NoSchedule", "NoExecute").stream()
                .allMatch(effect -> general.stream()
                        .anyMatch(toleration -> toleration
                                .nonEmptyText("effect")
                                .map(effect::equals)
                                .orElse(true)));
    }

    private static Map<String, String> node(String architecture) {
        return Map.of(
                "kubernetes.io/os",
                "linux",
                "beta.kubernetes.io/os",
                "linux",
                "kubernetes.io/arch",
                architecture,
                "beta.kubernetes.io/arch",
                architecture);
    }

    /** Returns whether the pods can run on every node with these labels and without the labels that ordinary nodes lack. */
    private static boolean selects(Tree pod, Map<String, String> labels) {
        boolean isSelected = pod.texts("nodeSelector").entrySet().stream()
                .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())));
        Tree required = pod.at("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
        return isSelected
                && (required.isEmpty()
                        || required.trees("nodeSelectorTerms").stream().anyMatch(term -> matches(term, labels)));
    }

    private static boolean matches(Tree term, Map<String, String> labels) {
        return term.list("matchFields").isEmpty()
                && !term.list("matchExpressions").isEmpty()
                && term.trees("matchExpressions").stream().allMatch(expression -> isMet(expression, labels));
    }

    /**
     * Returns whether ordinary nodes lack the label. DaemonSets exclude unusual nodes by these labels, as in {@code type NotIn
     * virtual-kubelet}.
     */
    private static boolean isAbsent(String key) {
        return key.equals(COMPUTE_TYPE) || !RequiredNodes.mayBeSetOnNewNodes(key);
    }

    private static boolean isMet(Tree expression, Map<String, String> labels) {
        String key = expression.text("key").orElse("");
        String label = labels.get(key);
        boolean isListed = label != null && expression.list("values").contains(label);
        return switch (expression.text("operator").orElse("")) {
            case "In" -> label != null && isListed;
            case "NotIn" -> label != null ? !isListed : isAbsent(key);
            case "Exists" -> label != null;
            case "DoesNotExist" -> label == null && isAbsent(key);
            default -> false;
        };
    }
}
