package io.eniguard.server.facts;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.InstanceFacts;
import io.eniguard.world.World;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * The current knowledge of the server. Sources put new snapshots in. A review takes one world out, whose VPC and cluster belong together,
 * and sees no later change.
 */
@Singleton
public class Knowledge {

    private final ServerSettings settings;
    private volatile State state;

    /**
     * Everything that changes, replaced at once.
     *
     * @param read the cluster as its source has it
     * @param readAt when the source last reported the cluster
     * @param cluster the same with the facts that EC2 has about the nodes' instances
     */
    private record State(VpcSnapshot vpc, ClusterSnapshot read, Instant readAt, ClusterSnapshot cluster) {

        State with(VpcSnapshot next) {
            // There are thousands of nodes, and hardly any snapshot of the VPC brings news about them.
            boolean isSame = next.instances().equals(vpc.instances());
            return new State(next, read, readAt, isSame ? cluster : InstanceFacts.of(read, next));
        }

        State with(ClusterSnapshot next, Instant now) {
            return new State(vpc, next, now, InstanceFacts.of(next, vpc));
        }
    }

    Knowledge(ServerSettings settings) {
        this.settings = settings;
        this.state = new State(
                VpcSnapshot.nothing(settings.vpc()), ClusterSnapshot.EMPTY, Instant.now(), ClusterSnapshot.EMPTY);
    }

    /** The world as of now. */
    public World world() {
        State known = state;
        return new World(known.vpc(), known.cluster(), settings.parameters(), Instant.now());
    }

    /** When the cluster's objects were last read or reported as changed; the start of the program before that. */
    public Instant clusterRead() {
        return state.readAt();
    }

    synchronized void learn(VpcSnapshot snapshot) {
        state = state.with(snapshot);
    }

    synchronized void learn(ClusterSnapshot snapshot) {
        state = state.with(snapshot, Instant.now());
    }
}
