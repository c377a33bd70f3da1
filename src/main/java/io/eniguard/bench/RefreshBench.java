package io.eniguard.bench;

import com.sun.management.ThreadMXBean;
import io.eniguard.admission.MalformedReviewException;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.source.ec2.Ec2Settings;
import io.eniguard.source.ec2.Reading;
import io.eniguard.source.ec2.VpcReader;
import io.eniguard.source.ec2.Wanted;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.source.file.UnreadableInputException;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.InstanceFacts;
import io.eniguard.world.Parameters;
import io.eniguard.world.World;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reading a large VPC again and again, as the server does, and what that does to reviews meanwhile. */
final class RefreshBench implements AutoCloseable {

    private static final int KIBIBYTE = 1024;
    private static final Ec2Settings SETTINGS =
            new Ec2Settings(Optional.of(Fleet.REGION), Optional.empty(), Optional.of(StubEc2.CLUSTER));
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Stage stage;
    private final Scale scale;
    private final StubEc2 ec2;
    private final ClusterSnapshot cluster;
    private final Wanted wanted;
    private final AtomicLong mostInUse = new AtomicLong();
    private volatile boolean isWeighed;
    private final VpcReader reader;
    private volatile World world;
    private @Nullable VpcSnapshot known;

    RefreshBench(Stage stage, Scale scale) throws IOException, UnreadableInputException {
        this.stage = stage;
        this.scale = scale;
        cluster = ManifestFiles.cluster(stage.cluster());
        wanted = Wanted.by(cluster);
        Path folder = Files.createDirectory(stage.folder().resolve("ec2"));
        ec2 = new StubEc2(stage.corpus().largeVpc(), stage.corpus().files().eksAnswer(), folder);
        reader = VpcReader.through(ec2, SETTINGS, this::weigh);
        world = world(VpcSnapshot.nothing(VpcReader.SOURCE));
    }

    private World world(VpcSnapshot vpc) {
        return new World(vpc, InstanceFacts.of(cluster, vpc), Parameters.DEFAULTS, Instant.now());
    }

    /** Called for each request, while its answer is in memory. */
    private void weigh(String operation, String outcome) {
        if (isWeighed) {
            mostInUse.accumulateAndGet(inUse(), Math::max);
        }
    }

    private static long inUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void read() {
        Reading reading = reader.read(wanted);
        if (!reading.failures().isEmpty()) {
            throw new IllegalStateException(reading.reasons().toString());
        }
        known = reading.snapshot();
        world = world(reading.snapshot());
    }

    Table readings() {
        Table table = new Table(
                "Reading a VPC of 300 subnets, %,d network interfaces and %,d security groups"
                        .formatted(LargeVpc.INTERFACES, LargeVpc.GROUPS),
                "READING",
                "CALLS",
                "ANSWERS",
                "TIME",
                "GARBAGE",
                "HEAP BEYOND SNAPSHOTS",
                "SNAPSHOT");
        // Writes the answers down, too.
        read();
        Map<String, Long> first = ec2.takeCalls();
        ec2.takeBytes();
        List<Duration> times = new ArrayList<>();
        long allocated = 0;
        for (int i = 0; i < scale.readings(); i++) {
            long before = allocated();
            long start = System.nanoTime();
            read();
            times.add(Duration.ofNanos(System.nanoTime() - start));
            allocated = allocated() - before;
        }
        Map<String, Long> calls = ec2.takeCalls();
        calls.replaceAll((operation, count) -> count / scale.readings());
        long bytes = ec2.takeBytes() / scale.readings();
        Weight weight = weigh();
        table.row(
                "each, median of " + scale.readings(),
                Figures.count(total(calls)),
                Figures.mebibytes(bytes / KIBIBYTE),
                Figures.millis(times.stream().sorted().toList().get(times.size() / 2)),
                Figures.mebibytes(allocated / KIBIBYTE),
                Figures.mebibytes(weight.beyondSnapshots() / KIBIBYTE),
                Figures.mebibytes(weight.snapshot() / KIBIBYTE));
        table.note("calls: " + words(calls));
        table.note("the first reading makes %d calls: it asks for the instances of %,d nodes once"
                .formatted(total(first), wanted.instanceIds().size()));
        table.note(
                "the heap is what is left after a collection at each answer, less the snapshot before and the one that is made");
        table.note("no network: the answers lie in files, and the SDK parses them");
        return table;
    }

    /** @param beyondSnapshots the most that was in use, less the old snapshot, the new one and all else that was there before */
    private record Weight(long beyondSnapshots, long snapshot) {}

    private Weight weigh() {
        read();
        long withOne = inUse();
        VpcSnapshot before = known;
        mostInUse.set(0);
        isWeighed = true;
        read();
        isWeighed = false;
        long withBoth = inUse();
        long snapshot = withBoth - withOne;
        if (before == known) {
            throw new IllegalStateException("nothing was read");
        }
        return new Weight(mostInUse.get() - withBoth, snapshot);
    }

    private static long total(Map<String, Long> calls) {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String words(Map<String, Long> calls) {
        return calls.entrySet().stream()
                .map(entry -> "%s %d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** By the threads that there are. */
    private static long allocated() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    Table reviews() throws MalformedReviewException {
        Table table = new Table(
                "Reviews on one thread while that VPC is read again and again",
                "REVIEW",
                "P50 WITHOUT",
                "P50 MEANWHILE",
                "P99 WITHOUT",
                "P99 MEANWHILE",
                "RATIO");
        ReviewEngine engine = new ReviewEngine(() -> world);
        for (Workload workload : List.of(Workload.ENICONFIGS, Workload.NODES)) {
            List<Review> reviews = stage.corpus().reviews(workload);
            InProcess.Engine<MalformedReviewException> of = engine.of(workload);
            InProcess.measure(reviews, of, scale.engine());
            List<Measurement> without = new ArrayList<>();
            List<Measurement> meanwhile = new ArrayList<>();
            for (int round = 0; round < scale.readings(); round++) {
                without.add(InProcess.measure(reviews, of, scale.wire().each()));
                try (Again again = new Again()) {
                    again.start();
                    meanwhile.add(InProcess.measure(reviews, of, scale.wire().each()));
                }
            }
            Measurement.Latency quiet = Measurement.median(without).latency();
            Measurement.Latency busy = Measurement.median(meanwhile).latency();
            table.row(
                    workload.title(),
                    Figures.micros(quiet.p50()),
                    Figures.micros(busy.p50()),
                    Figures.micros(quiet.p99()),
                    Figures.micros(busy.p99()),
                    Figures.times((double) busy.p99().toNanos() / quiet.p99().toNanos()));
        }
        table.note(
                "medians of %d rounds by turns; the server reads about once a minute, here one reading follows another"
                        .formatted(scale.readings()));
        return table;
    }

    /** Reads until it is closed. */
    private final class Again implements AutoCloseable {
        private final Thread thread = new Thread(this::run, "bench-refresh");
        private volatile boolean isOver;

        void start() {
            thread.start();
        }

        private void run() {
            while (!isOver) {
                read();
            }
        }

        @Override
        public void close() {
            isOver = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
