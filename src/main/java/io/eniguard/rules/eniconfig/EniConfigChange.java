package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Operation;
import io.eniguard.rules.Rule;
import io.eniguard.text.Count;
import io.eniguard.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says what a change leaves behind. */
public final class EniConfigChange implements Rule<EniConfig> {

    private static final About ABOUT = About.of("eniconfig-change", WARN)
            .on(Operation.UPDATE)
            .says("The subnet and the groups of an ENIConfig stay as they are while nodes use it")
            .because("""
                    Interfaces keep the subnet and the groups that they were made with; only new ones get the others. Until its
                    node is replaced, it is chance which of both a pod has.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/ipamd/ipamd.go");

    /** Characters that a line has for names of nodes. */
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
        // Their order means nothing.
        boolean groups = !new HashSet<>(before.securityGroupIds()).equals(new HashSet<>(after.securityGroupIds()));
        if (!subnet && !groups) {
            return List.of();
        }
        String what = subnet && groups ? "subnet and groups" : subnet ? "subnet" : "groups";
        return ServedNodes.check(
                after,
                world,
                subnet ? NamedSubnet.FIELD : "spec.securityGroups",
                "nodes keep the old " + what,
                nodes -> List.of(left(nodes, subnet ? NamedSubnet.FIELD : "spec.securityGroups", what)));
    }

    private static Finding left(List<ClusterNode> nodes, String field, String what) {
        return new Violation(
                field,
                "interfaces on %s keep the old %s: %s"
                        .formatted(Count.of(nodes.size(), "node"), what, ServedNodes.named(nodes, ROOM)),
                nodes.size() == 1 ? "replace this node" : "replace these nodes");
    }
}
