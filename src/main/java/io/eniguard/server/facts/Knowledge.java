package io.eniguard.server.facts;

import io.eniguard.clock.WorldClock;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.policy.Policies;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.InstanceFacts;
import io.eniguard.world.World;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * The current facts of the server. Sources replace the snapshots whenever the facts change. A review uses one world, in which the VPC and
 * the cluster are from the same moment. Later changes do not affect the review.
 */
@Singleton
public class Knowledge {

    private final ServerSettings settings;
    private volatile Snapshots snapshots;
    private volatile Policies policies = Policies.NONE;

    /**
     * All facts that change. They are replaced together.
     *
     * @param read the cluster as its source reported it
     * @param readAt the time of the source's last report
     * @param cluster the same cluster, with facts from EC2 about the nodes' instances
     */
    private record Snapshots(VpcSnapshot vpc, ClusterSnapshot read, Instant readAt, ClusterSnapshot cluster) {

        Snapshots with(VpcSnapshot next) {
            // Updating thousands of nodes is slow, and most snapshots of the VPC do not change the facts about
            // instances.
            boolean isSame = next.instances().equals(vpc.instances());
            return new Snapshots(next, read, readAt, isSame ? cluster : InstanceFacts.of(read, next));
        }

        Snapshots with(ClusterSnapshot next, Instant now) {
            return new Snapshots(vpc, next, now, InstanceFacts.of(next, vpc));
        }
    }

    Knowledge(ServerSettings settings) {
        this.settings = settings;
        this.snapshots = new Snapshots(
                VpcSnapshot.nothing(settings.vpc()), ClusterSnapshot.EMPTY, WorldClock.now(), ClusterSnapshot.EMPTY);
    }

    /** Returns the current world. */
    public World world() {
        Snapshots known = snapshots;
        return new World(known.vpc(), known.cluster(), settings.parameters(), WorldClock.now()).withPolicies(policies);
    }

    /**
     * Returns the time at which the cluster's objects were last read or changed. Before the first reading, returns the start time of the
     * program.
     */
    public Instant clusterRead() {
        return snapshots.readAt();
    }

    void learn(Policies others) {
        policies = others;
    }

    synchronized void learn(VpcSnapshot snapshot) {
        snapshots = snapshots.with(snapshot);
    }

    synchronized void learn(ClusterSnapshot snapshot) {
        snapshots = snapshots.with(snapshot, WorldClock.now());
    }
}
