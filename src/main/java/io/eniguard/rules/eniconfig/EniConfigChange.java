package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfig;
import io.eniguard.policy.Operation;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.text.Count;
import io.eniguard.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Warns about nodes that keep the old subnet or security groups after an update of their ENIConfig. */
public final class EniConfigChange implements Rule<EniConfig> {

    private static final About ABOUT = About.of("eniconfig-change", WARN)
            .on(Operation.UPDATE)
            .says("The subnet and the security groups of an ENIConfig do not change while nodes use it")
            .because("""
                    An interface keeps the subnet and the security groups that it was created with; only new interfaces get the new
                    ones. Until the node is replaced, some of its pods have the old values and others have the new ones.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/ipamd/ipamd.go");

    /** The number of characters for node names in a message. */
    private static final int ROOM = 118;

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public List<Object> reads(EniConfig object, World world) {
        return List.of(object.subnetId(), Set.copyOf(object.securityGroupIds()));
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        return change.before()
                .map(before -> judge(before, change.object(), world))
                .orElse(List.of());
    }

    private static List<Finding> judge(EniConfig before, EniConfig after, World world) {
        boolean subnet = !before.subnetValue().equals(after.subnetValue());
        // The order of security groups does not matter.
        boolean groups = !new HashSet<>(before.securityGroupIds()).equals(new HashSet<>(after.securityGroupIds()));
        if (!subnet && !groups) {
            return List.of();
        }
        String changed = subnet && groups ? "subnet and groups" : subnet ? "subnet" : "groups";
        return ServedNodes.check(
                after,
                world,
                subnet ? NamedSubnet.FIELD : SecurityGroups.FIELD,
                "nodes keep the old " + changed,
                nodes -> List.of(oldInterfaces(nodes, subnet ? NamedSubnet.FIELD : SecurityGroups.FIELD, changed)));
    }

    private static Finding oldInterfaces(List<ClusterNode> nodes, String field, String changed) {
        return new Violation(
                field,
                "interfaces on %s keep the old %s: %s"
                        .formatted(Count.of(nodes.size(), "node"), changed, ServedNodes.named(nodes, ROOM)),
                nodes.size() == 1 ? "replace the node" : "replace the nodes");
    }
}
