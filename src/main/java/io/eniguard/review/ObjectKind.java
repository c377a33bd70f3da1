package io.eniguard.review;

import io.eniguard.cluster.AutoNodeClass;
import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.KubeletSettings.Form;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ObjectId;
import io.eniguard.maxpods.PodsExpressions;
import io.eniguard.policy.Policy;
import io.eniguard.policy.WrittenPolicy;
import io.eniguard.rules.Fitness;
import io.eniguard.rules.Rule;
import io.eniguard.rules.RuleCatalog;
import io.eniguard.rules.SubnetFitness;
import io.eniguard.tree.Tree;
import io.eniguard.world.InstanceFacts;
import io.eniguard.world.World;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A kind of object that eniguard has rules for.
 *
 * @param name the Kubernetes kind
 * @param matches selects the objects of the kind
 * @param reader reads the parts of an object that rules use, and adds facts from the world
 */
record ObjectKind<T>(
        String name,
        Predicate<ObjectId> matches,
        BiFunction<Tree, World, T> reader,
        List<Rule<T>> rules,
        List<Mutator<T>> mutators) {

    /** Returns the kind that selects the objects in policies. A kubelet configuration in a file counts as a ConfigMap that holds it. */
    String nameInPolicies() {
        return Stream.of(Form.values()).anyMatch(form -> form.kind().equals(name)) ? KubeletConfigMap.KIND : name;
    }

    private static Predicate<ObjectId> is(String group, String kind) {
        return id -> id.kind().equals(kind) && id.group().equals(group);
    }

    private static <T> BiFunction<Tree, World, T> alone(Function<Tree, T> reader) {
        return (tree, world) -> reader.apply(tree);
    }

    /**
     * Returns all kinds.
     *
     * @param fitness decides which ENIConfigs may serve new nodes, and which ENIConfigs may be named in the fix of a finding
     * @param subnets decides which subnets may be named in the fix of a finding
     * @param expressions reads the expressions for the number of pods
     */
    static List<ObjectKind<?>> all(Fitness fitness, SubnetFitness subnets, PodsExpressions expressions) {
        return List.of(
                new ObjectKind<>(
                        EniConfig.KIND,
                        is(EniConfig.GROUP, EniConfig.KIND),
                        alone(EniConfig::from),
                        RuleCatalog.eniConfig(subnets),
                        List.of()),
                new ObjectKind<>(
                        ClusterNode.KIND,
                        is("", ClusterNode.KIND),
                        (tree, world) -> InstanceFacts.of(ClusterNode.from(tree), world.vpc()),
                        RuleCatalog.node(fitness),
                        List.of(new LabelInjection(fitness), new PodsClamp())),
                new ObjectKind<>(
                        CniSettings.KIND,
                        CniSettings::isAwsNode,
                        alone(CniSettings::from),
                        RuleCatalog.CNI_SETTINGS,
                        List.of()),
                new ObjectKind<>(
                        KubeletConfigMap.KIND,
                        is("", KubeletConfigMap.KIND),
                        alone(KubeletConfigMap::from),
                        RuleCatalog.kubelet(expressions),
                        List.of(new MaxPodsFilling(expressions))),
                bare(Form.KUBELET_CONFIGURATION, expressions),
                bare(Form.NODE_CONFIG, expressions),
                new ObjectKind<>(
                        NodeClass.KIND,
                        is(NodeClass.GROUP, NodeClass.KIND),
                        alone(NodeClass::from),
                        RuleCatalog.nodeClass(expressions),
                        List.of()),
                new ObjectKind<>(
                        NodePool.KIND,
                        is(NodePool.GROUP, NodePool.KIND),
                        alone(NodePool::from),
                        RuleCatalog.nodePool(expressions),
                        List.of()),
                new ObjectKind<>(
                        AutoNodeClass.KIND,
                        is(AutoNodeClass.GROUP, AutoNodeClass.KIND),
                        alone(AutoNodeClass::from),
                        RuleCatalog.AUTO_NODE_CLASS,
                        List.of()),
                new ObjectKind<>(
                        Policy.KIND,
                        is(Policy.GROUP, Policy.KIND),
                        alone(WrittenPolicy::from),
                        RuleCatalog.POLICY,
                        List.of()));
    }

    /**
     * Returns the kind of a kubelet configuration that is an object of its own and not part of a ConfigMap. Files can contain these
     * objects, and so can a cluster in which nodeadm's CRD is installed.
     */
    private static ObjectKind<KubeletConfigMap> bare(Form form, PodsExpressions expressions) {
        return new ObjectKind<>(
                form.kind(),
                is(form.group(), form.kind()),
                alone(KubeletConfigMap::ofBare),
                RuleCatalog.kubelet(expressions),
                List.of(new MaxPodsFilling(expressions)));
    }
}
