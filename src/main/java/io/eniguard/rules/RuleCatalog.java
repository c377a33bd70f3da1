package io.eniguard.rules;

import io.eniguard.cluster.AutoNodeClass;
import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.maxpods.PodsExpressions;
import io.eniguard.policy.WrittenPolicy;
import io.eniguard.rules.cni.CniChange;
import io.eniguard.rules.cni.CniSettingsRule;
import io.eniguard.rules.cni.RunningZones;
import io.eniguard.rules.eniconfig.AutoModeEniConfig;
import io.eniguard.rules.eniconfig.CgnatInUse;
import io.eniguard.rules.eniconfig.EniConfigChange;
import io.eniguard.rules.eniconfig.EniConfigDefault;
import io.eniguard.rules.eniconfig.EniConfigInUse;
import io.eniguard.rules.eniconfig.EniConfigName;
import io.eniguard.rules.eniconfig.EniConfigShape;
import io.eniguard.rules.eniconfig.EniConfigUnused;
import io.eniguard.rules.eniconfig.FleetCapacity;
import io.eniguard.rules.eniconfig.Ipv6Ahead;
import io.eniguard.rules.eniconfig.SecurityGroups;
import io.eniguard.rules.eniconfig.SecurityGroupsReach;
import io.eniguard.rules.eniconfig.SubnetCapacity;
import io.eniguard.rules.eniconfig.SubnetCidr;
import io.eniguard.rules.eniconfig.SubnetCidrRecommended;
import io.eniguard.rules.eniconfig.SubnetEgress;
import io.eniguard.rules.eniconfig.SubnetExists;
import io.eniguard.rules.eniconfig.SubnetIpv4;
import io.eniguard.rules.eniconfig.SubnetOfNodes;
import io.eniguard.rules.eniconfig.SubnetPrefixes;
import io.eniguard.rules.eniconfig.SubnetServiceCidr;
import io.eniguard.rules.eniconfig.SubnetState;
import io.eniguard.rules.eniconfig.SubnetTags;
import io.eniguard.rules.eniconfig.SubnetVpc;
import io.eniguard.rules.eniconfig.SubnetZone;
import io.eniguard.rules.karpenter.AutoModeNodeClass;
import io.eniguard.rules.karpenter.NodeClassMaxPods;
import io.eniguard.rules.karpenter.NodeClassTemplate;
import io.eniguard.rules.karpenter.NodeClassZones;
import io.eniguard.rules.karpenter.NodePoolMaxPods;
import io.eniguard.rules.karpenter.NodePoolTemplate;
import io.eniguard.rules.karpenter.NodePoolZones;
import io.eniguard.rules.kubelet.KubeletMaxPods;
import io.eniguard.rules.kubelet.KubeletTemplate;
import io.eniguard.rules.node.NodeDrift;
import io.eniguard.rules.node.NodeEniConfig;
import io.eniguard.rules.node.NodeIgnoredLabel;
import io.eniguard.rules.node.NodeMaxPods;
import io.eniguard.rules.node.NodeRelabel;
import io.eniguard.rules.node.NodeResolves;
import io.eniguard.rules.node.NodeShadowed;
import io.eniguard.rules.node.NodeZone;
import io.eniguard.rules.policy.ExemptionExpired;
import io.eniguard.rules.policy.ExemptionExpiresSoon;
import java.util.List;

/** All rules, in one list per kind of object. Each list is sorted by rule id. */
public final class RuleCatalog {

    /** The rules on ENIConfigs, with fixes that name no subnets. */
    public static final List<Rule<EniConfig>> ENI_CONFIG = eniConfig(SubnetFitness.NONE);

    public static final List<Rule<CniSettings>> CNI_SETTINGS =
            List.of(new CniChange(), new CniSettingsRule(), new RunningZones());

    public static final List<Rule<AutoNodeClass>> AUTO_NODE_CLASS = List.of(new AutoModeNodeClass());

    public static final List<Rule<WrittenPolicy>> POLICY = List.of(new ExemptionExpired(), new ExemptionExpiresSoon());

    private RuleCatalog() {}

    /** Returns the rules on kubelet configurations. */
    public static List<Rule<KubeletConfigMap>> kubelet(PodsExpressions expressions) {
        return List.of(new KubeletMaxPods(expressions), new KubeletTemplate());
    }

    /** Returns the rules on EC2NodeClasses. */
    public static List<Rule<NodeClass>> nodeClass(PodsExpressions expressions) {
        return List.of(new NodeClassMaxPods(expressions), new NodeClassTemplate(), new NodeClassZones());
    }

    /** Returns the rules on NodePools. */
    public static List<Rule<NodePool>> nodePool(PodsExpressions expressions) {
        return List.of(new NodePoolMaxPods(expressions), new NodePoolTemplate(), new NodePoolZones());
    }

    /**
     * Returns the rules on ENIConfigs.
     *
     * @param subnets decides which subnets the fixes of the rules may name
     */
    public static List<Rule<EniConfig>> eniConfig(SubnetFitness subnets) {
        return List.of(
                new AutoModeEniConfig(),
                new CgnatInUse(),
                new EniConfigChange(),
                new EniConfigDefault(),
                new EniConfigInUse(),
                new EniConfigName(),
                new EniConfigShape(subnets),
                new EniConfigUnused(),
                new FleetCapacity(),
                new Ipv6Ahead(),
                new SecurityGroups(),
                new SecurityGroupsReach(),
                new SubnetCapacity(subnets),
                new SubnetCidr(subnets),
                new SubnetCidrRecommended(subnets),
                new SubnetEgress(),
                new SubnetExists(subnets),
                new SubnetIpv4(subnets),
                new SubnetOfNodes(subnets),
                new SubnetPrefixes(),
                new SubnetServiceCidr(subnets),
                new SubnetState(subnets),
                new SubnetTags(),
                new SubnetVpc(subnets),
                new SubnetZone(subnets));
    }

    /**
     * Returns the rules on nodes.
     *
     * @param fitness decides which ENIConfigs the fixes of the rules may name
     */
    public static List<Rule<ClusterNode>> node(Fitness fitness) {
        return List.of(
                new NodeMaxPods(),
                new NodeDrift(),
                new NodeEniConfig(fitness),
                new NodeRelabel(),
                new NodeResolves(fitness),
                new NodeShadowed(),
                new NodeIgnoredLabel(),
                new NodeZone(fitness));
    }
}
