package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.DENY;
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
import java.util.List;

/** Denies the deletion of an ENIConfig that nodes use. */
public final class EniConfigInUse implements Rule<EniConfig> {

    private static final About ABOUT = About.of("eniconfig-in-use", DENY)
            .on(Operation.DELETE)
            .says("An ENIConfig is deleted only if no nodes use it")
            .because("""
                    Running pods keep their addresses, but aws-node cannot create the next interface, and the node may become
                    NotReady when aws-node restarts. Kubernetes itself does not prevent the deletion, because ENIConfigs have no
                    finalizer.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/ipamd/ipamd.go");

    /** The number of characters for node names in a message. */
    private static final int ROOM = 84;

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public String reads(EniConfig object, World world) {
        return object.name();
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        boolean isAllowed = "true".equals(change.object().annotations().get(EniConfig.ALLOW_DELETE_ANNOTATION));
        return ServedNodes.check(
                change.object(),
                world,
                "metadata.name",
                "nodes use the ENIConfig",
                nodes -> List.of(isAllowed ? inUse(nodes, soon(nodes)).atMost(WARN) : inUse(nodes, first(nodes))));
    }

    private static Finding inUse(List<ClusterNode> nodes, String fix) {
        return new Violation(
                "metadata.name",
                "in use by %s: %s".formatted(Count.of(nodes.size(), "node"), ServedNodes.named(nodes, ROOM)),
                fix);
    }

    private static String first(List<ClusterNode> nodes) {
        return "replace %s of another ENIConfig, or set the annotation %s=true"
                .formatted(nodes.size() == 1 ? "it with a node" : "them with nodes", EniConfig.ALLOW_DELETE_ANNOTATION);
    }

    private static String soon(List<ClusterNode> nodes) {
        return "replace %s soon, because new pods there may get no addresses"
                .formatted(nodes.size() == 1 ? "it" : "them");
    }
}
