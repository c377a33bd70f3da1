package io.eniguard.review;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.policy.Facts;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Requester;
import io.eniguard.policy.SharedBudget;
import io.eniguard.policy.UnknownFact;
import io.eniguard.rules.Change;
import io.eniguard.rules.karpenter.LaunchedTypes;
import io.eniguard.tree.Tree;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The variables of custom rules in one review. Each value is worked out when a condition first asks for it. Objects of this class are for
 * one thread.
 */
final class ReviewFacts implements Facts {

    private static final UnknownFact NOT_OF_THIS_KIND = new UnknownFact("objects of this kind do not have this fact");

    private final Change<?> change;
    private final Tree object;
    private final Tree before;
    private final World world;
    private final FactTrees trees;
    private final Map<String, @Nullable Object> known = new HashMap<>();
    private Optional<EniConfig> eniConfig = Optional.empty();
    private boolean isEniConfigFound;

    /**
     * @param change the typed form of the change
     * @param object the object after the change
     * @param before the object before the change; may be empty
     */
    ReviewFacts(Change<?> change, Tree object, Tree before, World world) {
        this.change = change;
        this.object = object;
        this.before = before;
        this.world = world;
        trees = new FactTrees(world);
    }

    @Override
    public @Nullable Object value(String variable) {
        if (!known.containsKey(variable)) {
            known.put(variable, find(variable));
        }
        return known.get(variable);
    }

    @Override
    public SharedBudget budget() {
        return world.review().budget();
    }

    private @Nullable Object find(String variable) {
        return switch (variable) {
            case "object" -> object.fields();
            case "oldObject" -> before.isEmpty() ? null : before.fields();
            case "request" -> request();
            case "subnet" -> trees.subnet(eniConfig().flatMap(EniConfig::subnetId));
            case "vpc" -> trees.vpc(eniConfig().flatMap(EniConfig::subnetId));
            case "securityGroups" ->
                trees.securityGroups(
                        eniConfig().map(EniConfig::securityGroupIds).orElse(List.of()));
            case "cni" -> change.object() instanceof CniSettings cni ? FactTrees.cni(cni) : trees.cni();
            case "node" -> node().<Object>map(this::node).orElse(NOT_OF_THIS_KIND);
            case "eniConfig" -> ofNode();
            case "maxPods" -> trees.maxPods(instanceTypes());
            default -> NOT_OF_THIS_KIND;
        };
    }

    private Map<String, Object> request() {
        Requester requester = change.requester();
        return FactTrees.tree(
                "operation",
                operation(),
                "userInfo",
                FactTrees.tree(
                        "username", requester.username(), "groups", List.copyOf(new TreeSet<>(requester.groups()))),
                "dryRun",
                requester.isDryRun());
    }

    /** Returns the operation as in an AdmissionReview. An object that is judged as it stands counts as if it were created. */
    private String operation() {
        return switch (change.operation()) {
            case CREATE, EXISTS -> Operation.CREATE.name();
            case UPDATE, UPDATE_STATUS -> Operation.UPDATE.name();
            case DELETE -> Operation.DELETE.name();
        };
    }

    private Optional<ClusterNode> node() {
        return Optional.of(change.object())
                .filter(ClusterNode.class::isInstance)
                .map(ClusterNode.class::cast);
    }

    private Map<String, Object> node(ClusterNode node) {
        return FactTrees.tree(
                "name",
                node.name(),
                "zone",
                FactTrees.orUnknown(world.complete(node.zone()).name(), "the zone of the node"),
                "instanceType",
                FactTrees.orUnknown(node.instanceType(), "the instance type of the node"),
                "eniConfig",
                resolved(node),
                "pods",
                node.pods().capacityNumber().isPresent()
                        ? (Object) node.pods().capacityNumber().getAsLong()
                        : new UnknownFact("the node does not report its number of pods"));
    }

    private Object resolved(ClusterNode node) {
        return world.cni().fold(cni -> cni.resolve(node).name(), missing -> new UnknownFact(missing.reason()));
    }

    private Object ofNode() {
        return eniConfig()
                .<Object>map(config -> FactTrees.tree(
                        "name",
                        config.name(),
                        "subnet",
                        FactTrees.orUnknown(config.subnetId(), "the subnet of the ENIConfig"),
                        "securityGroups",
                        config.securityGroupIds()))
                .orElseGet(() -> new UnknownFact("the node resolves to no known ENIConfig"));
    }

    /** Returns the ENIConfig under review, or the one that the node under review resolves to. */
    private Optional<EniConfig> eniConfig() {
        if (!isEniConfigFound) {
            eniConfig = findEniConfig();
            isEniConfigFound = true;
        }
        return eniConfig;
    }

    private Optional<EniConfig> findEniConfig() {
        if (change.object() instanceof EniConfig config) {
            return Optional.of(config);
        }
        return node().flatMap(node ->
                        world.cluster().cni().map(cni -> cni.resolve(node).name()))
                .flatMap(name -> world.cluster().eniConfig(name));
    }

    /** Returns the instance types of the nodes that the object under review is about. */
    private Fact<List<InstanceType>> instanceTypes() {
        if (change.object() instanceof NodePool pool) {
            return LaunchedTypes.of(pool, world);
        } else if (change.object() instanceof NodeClass nodeClass) {
            return LaunchedTypes.of(nodeClass, world);
        }
        Optional<String> name = change.object() instanceof KubeletConfigMap configMap
                ? configMap.instanceType()
                : node().flatMap(ClusterNode::instanceType);
        return name.map(this::instanceType)
                .orElseGet(() -> Fact.unknown(Missing.OTHER, "the instance type is unknown"));
    }

    private Fact<List<InstanceType>> instanceType(String name) {
        return world.instanceTypes()
                .find(name)
                .map(type -> Fact.known(List.of(type)))
                .orElseGet(() ->
                        Fact.unknown(Missing.OTHER, "eniguard does not know the instance type %s".formatted(name)));
    }
}
