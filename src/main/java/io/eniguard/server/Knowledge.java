package io.eniguard.server;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * What the server knows at the moment. Sources put new snapshots in; a review takes one world out and sees nothing of later changes.
 */
@Singleton
public class Knowledge {

    private final ServerSettings settings;
    private volatile VpcSnapshot vpc;
    private volatile ClusterSnapshot cluster = ClusterSnapshot.EMPTY;

    Knowledge(ServerSettings settings) {
        this.settings = settings;
        this.vpc = VpcSnapshot.nothing(settings.vpc());
    }

    /** The world as of now. */
    public World world() {
        return new World(vpc, cluster, settings.parameters(), Instant.now());
    }

    void learn(VpcSnapshot snapshot) {
        vpc = snapshot;
    }

    void learn(ClusterSnapshot snapshot) {
        cluster = snapshot;
    }
}
