package io.eniguard.rules.karpenter;

import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.net.Zone;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.NodeTemplate;
import io.eniguard.rules.shared.NodeTemplate.Entry;
import io.eniguard.rules.shared.NodeTemplateRule;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rule {@code node-template} on an EC2NodeClass. The rule checks the labels that the user data gives to nodes. */
public final class NodeClassTemplate implements Rule<NodeClass> {

    @Override
    public About about() {
        return NodeTemplateRule.ABOUT;
    }

    /** Returns the kinds ENIConfig and NodePool. NodePools are needed, because they restrict the zones of nodes. */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.ENI_CONFIG, ReviewedKind.NODE_POOL);
    }

    @Override
    public List<Object> reads(NodeClass nodeClass, World world) {
        return List.of(nodeClass.userData(), nodeClass.subnetTerms());
    }

    @Override
    public List<Finding> check(Change<NodeClass> change, World world) {
        NodeClass nodeClass = change.object();
        List<NodePool> pools = world.cluster().nodePools().stream()
                .filter(pool ->
                        pool.nodeClass().filter(nodeClass.name()::equals).isPresent())
                .toList();
        List<NodePool> governed = pools.stream().filter(LaunchZones::isLinux).toList();
        if (nodeClass.isWindows() || (governed.isEmpty() && !pools.isEmpty())) {
            return List.of();
        }
        List<Zone> zones = pools.isEmpty()
                ? LaunchZones.of(nodeClass, world)
                : governed.stream()
                        .flatMap(pool -> LaunchZones.of(pool, world).stream())
                        .distinct()
                        .toList();
        return NodeTemplateRule.check(template(nodeClass), Optional.of(zones), world);
    }

    private static NodeTemplate template(NodeClass nodeClass) {
        return new NodeTemplate(
                NodeClass.KIND,
                nodeClass.userData().values().entrySet().stream()
                        .map(label -> Entry.label(nodeClass.userData().field(), label.getKey(), label.getValue()))
                        .toList());
    }
}
