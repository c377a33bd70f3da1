package io.eniguard.audit;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.policy.Parameters;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.InstanceFacts;
import io.eniguard.world.World;
import java.time.Instant;

/**
 * Creates the world in which a cluster is audited. All commands that audit a cluster use this class, so that they reach the same verdicts.
 */
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
