package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.DENY;
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
import java.util.List;

/** Keeps an ENIConfig from being deleted under the nodes that use it. */
public final class EniConfigInUse implements Rule<EniConfig> {

    private static final About ABOUT = About.of("eniconfig-in-use", DENY)
            .on(Operation.DELETE)
            .says("An ENIConfig that nodes use is not deleted")
            .because("""
                    Pods that run keep their addresses, but the next interface that such a node needs cannot be made, and when
                    aws-node starts again the node may turn NotReady. Nothing else holds the object: it has no finalizer.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/ipamd/ipamd.go");

    private static final String FIRST = "replace %s by nodes of another ENIConfig, or annotate this one "
            + EniConfig.ALLOW_DELETE_ANNOTATION + "=true";

    /** Characters that a line has for names of nodes. */
    private static final int ROOM = 96;

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
        boolean mayGo = "true".equals(change.object().annotations().get(EniConfig.ALLOW_DELETE_ANNOTATION));
        return ServedNodes.check(
                change.object(),
                world,
                "metadata.name",
                "nodes use it",
                nodes -> List.of(
                        mayGo
                                ? inUse(nodes, "replace %s soon; new pods there may get no address")
                                        .atMost(WARN)
                                : inUse(nodes, FIRST)));
    }

    /** @param fix with a place for the nodes */
    private static Finding inUse(List<ClusterNode> nodes, String fix) {
        return new Violation(
                "metadata.name",
                "in use by %s: %s".formatted(Count.of(nodes.size(), "node"), ServedNodes.named(nodes, ROOM)),
                fix.formatted(nodes.size() == 1 ? "it" : "them"));
    }
}
