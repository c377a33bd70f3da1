package io.eniguard.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Measures repeated readings of a large VPC, as a server makes them. */
final class RefreshBench {

    private static final int KIBIBYTE = 1024;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The serial collector compacts old objects only at each fourth full collection, and counts the gaps between them as used. */
    private static final int COLLECTIONS = 4;

    private final LargeVpcReader vpc;
    private final int readings;

    RefreshBench(LargeVpcReader vpc, int readings) {
        this.vpc = vpc;
        this.readings = readings;
    }

    Table table() {
        Table table = new Table(
                String.format(
                        Locale.ROOT,
                        "Reading a VPC of 300 subnets, %,d network interfaces and %,d security groups",
                        LargeVpc.INTERFACES,
                        LargeVpc.GROUPS),
                "READING",
                "CALLS",
                "ANSWERS",
                "TIME",
                "GARBAGE",
                "HEAP BEYOND SNAPSHOTS",
                "SNAPSHOT");
        // The first reading also writes the answers to files.
        vpc.read();
        Map<String, Long> first = vpc.ec2().takeCalls();
        vpc.ec2().takeBytes();
        List<Duration> times = new ArrayList<>();
        long before = allocated();
        for (int i = 0; i < readings; i++) {
            long start = System.nanoTime();
            vpc.read();
            times.add(Duration.ofNanos(System.nanoTime() - start));
        }
        long allocated = allocated() - before;
        Map<String, Long> calls = vpc.ec2().takeCalls();
        calls.replaceAll((operation, count) -> count / readings);
        long bytes = vpc.ec2().takeBytes();
        Weight weight = weigh();
        table.row(
                "each of " + readings,
                Figures.count(total(calls)),
                mebibytes(bytes / readings),
                Figures.millis(times.stream().sorted().toList().get(times.size() / 2)),
                mebibytes(allocated / readings),
                mebibytes(weight.beyondSnapshots()),
                mebibytes(weight.snapshot()));
        table.note("calls: " + words(calls));
        table.note(String.format(
                Locale.ROOT,
                "the first reading makes %d calls: it asks for the instances of %,d nodes once",
                total(first),
                vpc.instances()));
        table.note("the time is the median; the answers come from files, without a network");
        table.note(
                "the heap is the largest one after a garbage collection at an answer, without the previous and the new snapshot");
        return table;
    }

    /** @param beyondSnapshots the largest used heap without the old snapshot, the new one, and the heap that was in use before */
    private record Weight(long beyondSnapshots, long snapshot) {}

    private Weight weigh() {
        // Keep a reference to the world, as running reviews do.
        List<Object> worlds = new ArrayList<>(List.of(vpc.world()));
        long withOne = settled();
        AtomicLong most = new AtomicLong();
        vpc.read(() -> most.accumulateAndGet(inUse(), Math::max));
        worlds.add(vpc.world());
        long withBoth = settled();
        return new Weight(most.get() - withBoth, (withBoth - withOne) / (worlds.size() - 1));
    }

    private static long settled() {
        return LongStream.generate(RefreshBench::inUse).limit(COLLECTIONS).min().orElseThrow();
    }

    private static long inUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** The bytes that the current threads have allocated. */
    private static long allocated() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    private static String mebibytes(long bytes) {
        return Figures.mebibytes(bytes / KIBIBYTE);
    }

    private static long total(Map<String, Long> calls) {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String words(Map<String, Long> calls) {
        return calls.entrySet().stream()
                .map(entry -> "%s %d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
