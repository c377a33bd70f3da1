package io.eniguard.server.facts;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.source.ec2.Found;
import io.eniguard.source.ec2.Reading;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.InstanceFacts;
import io.eniguard.world.World;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the server knows at the moment. Sources put new snapshots in; a review takes one world out and sees nothing of later changes.
 */
@Singleton
public class Knowledge {

    private final ServerSettings settings;
    private volatile VpcSnapshot vpc;
    private ClusterSnapshot told = ClusterSnapshot.EMPTY;
    private volatile ClusterSnapshot cluster = ClusterSnapshot.EMPTY;
    private volatile Instant clusterTold = Instant.now();

    private record LookedUp(Found found, Instant at) {}

    private final List<LookedUp> lookedUp = new ArrayList<>();

    Knowledge(ServerSettings settings) {
        this.settings = settings;
        this.vpc = VpcSnapshot.nothing(settings.vpc());
    }

    /** The world as of now. */
    public World world() {
        return new World(vpc, cluster, settings.parameters(), Instant.now());
    }

    /** When the cluster's objects were last read, or told to have changed; the start of the program before that. */
    public Instant clusterTold() {
        return clusterTold;
    }

    synchronized void learn(VpcSnapshot snapshot) {
        vpc = snapshot;
        cluster = InstanceFacts.of(told, vpc);
    }

    /** What was looked up after the reading began is not lost: EC2 may not have told of it then. */
    synchronized void learn(Reading reading) {
        Instant began = reading.snapshot().origin().asOf().orElse(Instant.EPOCH);
        lookedUp.removeIf(late -> late.at().isBefore(began));
        vpc = reading.over(vpc);
        lookedUp.forEach(late -> vpc = with(late.found()));
        cluster = InstanceFacts.of(told, vpc);
    }

    synchronized void learn(Found found) {
        if (!found.subnets().isEmpty() || !found.groups().isEmpty()) {
            lookedUp.add(new LookedUp(found, Instant.now()));
            vpc = with(found);
        }
    }

    private VpcSnapshot with(Found found) {
        return vpc.with(found.subnets(), found.vpcs(), found.groups(), found.associations());
    }

    synchronized void learn(ClusterSnapshot snapshot) {
        told = snapshot;
        clusterTold = Instant.now();
        cluster = InstanceFacts.of(told, vpc);
    }
}
