package io.eniguard.audit;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.InstanceFacts;
import io.eniguard.world.Parameters;
import io.eniguard.world.World;
import java.time.Instant;

/** Creates the world in which a cluster is audited. Every command that audits a cluster uses it, so that all of them judge alike. */
public final class AuditedWorld {

    private AuditedWorld() {}

    /**
     * Returns a world whose nodes have the facts that EC2 knows about their instances.
     *
     * @param cluster the cluster as its API server or manifests describe it
     */
    public static World of(VpcSnapshot vpc, ClusterSnapshot cluster, Parameters parameters, Instant now) {
        return new World(vpc, InstanceFacts.of(cluster, vpc), parameters, now);
    }
}
