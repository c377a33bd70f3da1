package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A NodePool of Karpenter, with the instances that it may launch and the EC2NodeClass that it uses.
 *
 * @param nodeClass the name of the EC2NodeClass; empty if the pool uses another kind of node class
 * @param autoClass the name of the NodeClass of EKS Auto Mode; empty if the pool uses another kind of node class
 * @param kubelet the kubelet's settings; empty if they are part of the EC2NodeClass, as they are since v1
 * @param labels the labels of the pool's nodes; like requirements, they restrict the instances
 * @param annotations the annotations of the pool's nodes
 */
public record NodePool(
        String name,
        Optional<String> nodeClass,
        Optional<String> autoClass,
        Optional<Tree> kubelet,
        List<Requirement> requirements,
        Map<String, String> labels,
        Map<String, String> annotations) {

    public static final String KIND = "NodePool";
    public static final String GROUP = "karpenter.sh";

    // karpenter, pkg/apis/v1/labels.go, NormalizedLabels, and karpenter-provider-aws, pkg/operator/operator.go, init.
    private static final Map<String, String> ALIASES = Map.of(
            "failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone",
            "failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/region",
            "topology.ebs.csi.aws.com/zone", "topology.kubernetes.io/zone",
            "beta.kubernetes.io/arch", "kubernetes.io/arch",
            "beta.kubernetes.io/os", "kubernetes.io/os",
            "beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type");

    public NodePool {
        requirements = List.copyOf(requirements);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /**
     * A condition for a label of nodes.
     *
     * @param key the key of the label; Karpenter reads an old name of a label, such as {@code beta.kubernetes.io/os}, as its current name
     * @param operator {@code In}, {@code NotIn}, {@code Exists}, {@code DoesNotExist}, {@code Gt}, {@code Lt}, or an operator that a
     *     later version of Karpenter adds
     */
    public record Requirement(String key, String operator, List<String> values) {

        public Requirement {
            values = List.copyOf(values);
        }

        private static Requirement from(Tree entry) {
            String key = entry.text("key").orElse("");
            return new Requirement(
                    ALIASES.getOrDefault(key, key),
                    entry.text("operator").orElse(""),
                    entry.list("values").stream()
                            .filter(Objects::nonNull)
                            .map(String::valueOf)
                            .toList());
        }
    }

    /**
     * Whether nodes of the pool may have the label with this value. Only the labels of the pool and its requirements with the operators
     * {@code In} and {@code NotIn} are considered.
     */
    public boolean permits(String key, String value) {
        return labels.getOrDefault(key, value).equals(value)
                && requirements.stream()
                        .filter(requirement -> requirement.key().equals(key))
                        .allMatch(requirement -> switch (requirement.operator()) {
                            case "In" -> requirement.values().contains(value);
                            case "NotIn" -> !requirement.values().contains(value);
                            default -> true;
                        });
    }

    /**
     * Returns the only values that the label can have on nodes of the pool, in the order of the NodePool; empty if the pool does not list
     * values for the label.
     */
    public List<String> valuesOf(String key) {
        List<Requirement> ofKey = requirements.stream()
                .filter(requirement -> requirement.key().equals(key))
                .toList();
        Set<String> values = new LinkedHashSet<>();
        Optional.ofNullable(labels.get(key)).ifPresent(values::add);
        ofKey.stream()
                .filter(requirement -> requirement.operator().equals("In"))
                .forEach(requirement -> values.addAll(requirement.values()));
        values.removeIf(value -> !labels.getOrDefault(key, value).equals(value));
        for (Requirement requirement : ofKey) {
            Set<String> named = new HashSet<>(requirement.values());
            if (requirement.operator().equals("In")) {
                values.retainAll(named);
            } else if (requirement.operator().equals("NotIn")) {
                values.removeAll(named);
            }
        }
        return List.copyOf(values);
    }

    /**
     * Returns whether Karpenter sets the label to a random number on nodes whose pods do not select a value. This is the case if
     * requirements only exclude values, or only require that the label exists: karpenter, pkg/scheduling/requirement.go, Any.
     */
    public boolean hasRandomValue(String key) {
        List<String> operators = requirements.stream()
                .filter(requirement -> requirement.key().equals(key))
                .map(Requirement::operator)
                .toList();
        return !operators.isEmpty()
                && !operators.contains("In")
                && !operators.contains("DoesNotExist")
                && !labels.containsKey(key)
                && !LabelSyntax.isOfKubernetes(key);
    }

    /** The number of pods that the NodePool itself sets; empty if it sets none. */
    public Optional<MaxPods> maxPods() {
        return kubelet.flatMap(MaxPods::in);
    }

    /** The number of pods for each vCPU that the NodePool itself sets; empty if it sets none. */
    public OptionalLong podsPerCore() {
        return kubelet.map(PodsPerCore::in).orElse(OptionalLong.empty());
    }

    public static NodePool from(Tree manifest) {
        Tree template = manifest.at("spec", "template");
        Tree reference = template.at("spec", "nodeClassRef");
        boolean isAuto = reference
                        .text("kind")
                        .filter(AutoNodeClass.KIND::equals)
                        .isPresent()
                || reference.text("group").filter(AutoNodeClass.GROUP::equals).isPresent()
                || reference
                        .text("apiVersion")
                        .filter(version -> version.startsWith(AutoNodeClass.GROUP + "/"))
                        .isPresent();
        boolean isEc2 =
                !isAuto && reference.text("kind").map(NodeClass.KIND::equals).orElse(true);
        return new NodePool(
                manifest.text("metadata", "name").orElse(""),
                isEc2 ? reference.text("name") : Optional.empty(),
                isAuto ? reference.text("name") : Optional.empty(),
                ObjectId.of(manifest).apiVersion().equals(GROUP + "/v1beta1")
                        ? Optional.of(template.at("spec", "kubelet"))
                        : Optional.empty(),
                template.trees("spec", "requirements").stream()
                        .map(Requirement::from)
                        .toList(),
                template.texts("metadata", "labels"),
                template.texts("metadata", "annotations"));
    }
}
