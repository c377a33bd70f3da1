package io.eniguard.bench;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Measures the memory of a server over many reviews: resident memory, and on a JVM the heap after a garbage collection. */
final class MemoryBench {
    private static final Duration STRETCH = Duration.ofSeconds(1);
    private static final int LOOKS = 5;
    private static final int KIBIBYTE = 1024;
    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";

    private final Stage stage;

    MemoryBench(Stage stage) {
        this.stage = stage;
    }

    Table onJvm(Eniguard program, long reviews) throws IOException {
        return measure(program, stage.cluster(), reviews, true);
    }

    /**
     * Measures the server without nodes. In a cluster, the server reads nodes page by page, but a file with all nodes would not fit into
     * its heap.
     */
    Table ofNative(Eniguard program, long reviews) throws IOException {
        Table table = measure(program, stage.clusterWithoutNodes(), reviews, false);
        table.note("the heap limit is that of Dockerfile.native, and the server knows no nodes");
        return table;
    }

    /** Adds a row at the start and after each fifth of the reviews. */
    private Table measure(Eniguard program, Path cluster, long reviews, boolean isJvm) throws IOException {
        var table = new Table(
                "Memory of %s, for ENIConfigs and Nodes in turn".formatted(program.name()),
                "REVIEWS",
                "RESIDENT",
                "AT MOST",
                "HEAP IN USE");
        try (Eniguard.Running running = program.start(stage, cluster, Eniguard.Until.FIRST_REVIEW);
                var generator =
                        LoadGenerator.connect(running.endpoint(), Protocol.HTTP_1_1, Protocol.HTTP_1_1.usualLanes())) {
            long done = 0;
            look(running, isJvm, done, table);
            for (int look = 1; look <= LOOKS; look++) {
                while (done < reviews * look / LOOKS) {
                    for (Workload workload : List.of(Workload.ENICONFIGS, Workload.NODES)) {
                        Measurement measurement =
                                generator.atFullLoad(stage.corpus().reviews(workload), STRETCH);
                        done += answers(program, measurement);
                    }
                }
                look(running, isJvm, done, table);
            }
        }
        return table;
    }

    /**
     * Returns the number of answers.
     *
     * @throws IOException if an answer was wrong, because the figures would be worthless
     */
    private static long answers(Eniguard program, Measurement measurement) throws IOException {
        Optional<String> failure = measurement.failures().first();
        if (failure.isPresent()) {
            throw new IOException(program.name() + ": " + failure.get());
        }
        return measurement.answers();
    }

    private static void look(Eniguard.Running running, boolean isJvm, long done, Table table) throws IOException {
        // Read this before the collection, which may return memory to the system.
        ResidentMemory memory = running.server().memory();
        Optional<Long> heap = isJvm && collect(running.server().pid()) ? heap(running.management()) : Optional.empty();
        table.row(
                Figures.count(done),
                Figures.mebibytes(memory.now()),
                Figures.mebibytes(memory.peak()),
                heap.map(bytes -> Figures.mebibytes(bytes / KIBIBYTE)).orElse(""));
    }

    /**
     * Runs a garbage collection in the process. Returns false if the installed Java does not contain {@code jcmd} or the collection fails.
     */
    private static boolean collect(long pid) throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!tool.toFile().canExecute()) {
            return false;
        }
        try {
            return new ProcessBuilder(tool.toString(), Long.toString(pid), "GC.run")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Optional<Long> heap(ServerAddress management) throws IOException {
        var metrics = HttpRequest.newBuilder(URI.create("http://%s/q/metrics".formatted(management.authority())))
                .timeout(Duration.ofMinutes(1))
                .build();
        var client = HttpClient.newBuilder().proxy(ProxySelector.of(null)).build();
        try {
            return Optional.of(client.send(metrics, BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(HEAP))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }
}
