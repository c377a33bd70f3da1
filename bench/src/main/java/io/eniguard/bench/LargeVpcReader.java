package io.eniguard.bench;

import io.eniguard.aws.AwsSettings;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.policy.Parameters;
import io.eniguard.source.ec2.Reading;
import io.eniguard.source.ec2.VpcReader;
import io.eniguard.source.ec2.Wanted;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.InstanceFacts;
import io.eniguard.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads a {@link LargeVpc} from a {@link StubEc2}, as the server does, and keeps the result of the last reading. */
final class LargeVpcReader implements AutoCloseable {

    private static final AwsSettings SETTINGS =
            new AwsSettings(Optional.of(Fleet.REGION), Optional.empty(), Optional.of(StubEc2.CLUSTER));

    private final StubEc2 ec2;
    private final ClusterSnapshot cluster;
    private final Wanted wanted;
    private final VpcReader reader;
    private volatile Runnable atAnswers = () -> {};
    private volatile World world;

    LargeVpcReader(Stage stage) throws IOException, UnreadableInputException {
        cluster = ManifestFiles.cluster(stage.cluster());
        wanted = Wanted.by(cluster);
        Path folder = Files.createDirectory(stage.folder().resolve("ec2"));
        ec2 = new StubEc2(stage.corpus().largeVpc(), stage.corpus().files().eksAnswer(), folder);
        reader = VpcReader.through(ec2, SETTINGS, (operation, outcome) -> atAnswers.run());
        world = world(VpcSnapshot.nothing(VpcReader.SOURCE));
    }

    private World world(VpcSnapshot vpc) {
        return new World(vpc, InstanceFacts.of(cluster, vpc), Parameters.DEFAULTS, Instant.now());
    }

    void read() {
        Reading reading = reader.read(wanted);
        if (!reading.failures().isEmpty()) {
            throw new IllegalStateException(reading.reasons().toString());
        }
        world = world(reading.snapshot());
    }

    /** Does the same as {@link #read()} and runs an action after each answer, while the answer is in memory. */
    void read(Runnable atEachAnswer) {
        atAnswers = atEachAnswer;
        try {
            read();
        } finally {
            atAnswers = () -> {};
        }
    }

    StubEc2 ec2() {
        return ec2;
    }

    /** The world with the result of the last reading. */
    World world() {
        return world;
    }

    /** The number of instances, which are read once by their ids. */
    int instances() {
        return wanted.instanceIds().size();
    }

    /** The work that is measured. */
    interface Work<X extends Exception> {
        Measurement measure() throws X;
    }

    /** Reads the VPC repeatedly in another thread until the work is done. */
    <X extends Exception> Measurement whileReading(Work<X> work) throws X {
        var isOver = new AtomicBoolean();
        CompletableFuture<Void> readings = CompletableFuture.runAsync(
                () -> {
                    while (!isOver.get()) {
                        read();
                    }
                },
                reading -> new Thread(reading, "bench-refresh").start());
        try {
            return work.measure();
        } finally {
            isOver.set(true);
            readings.join();
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
