package io.eniguard.bench;

import io.eniguard.localkube.FreePort;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures eniguard and the Go webhook in turn, over TLS on loopback, with the load generator on the same cores. */
final class WireBench implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PER_SECOND = 200;

    private final Stage stage;
    private final Rounds rounds;
    private final Consumer<String> progress;
    private final Map<String, ServerAddress> endpoints = new LinkedHashMap<>();
    private final List<ChildServer> running = new ArrayList<>();
    private final String eniguard;
    private boolean isWarm;

    WireBench(Eniguard program, Stage stage, Scale scale, Consumer<String> progress) throws IOException {
        this.stage = stage;
        this.progress = progress;
        rounds = scale.wire();
        eniguard = program.name();
        Eniguard.Running server = program.start(stage, stage.cluster(), Eniguard.Until.FIRST_REVIEW);
        running.add(server.server());
        endpoints.put(eniguard, server.endpoint());
    }

    void add(Yardstick yardstick) throws IOException {
        for (Yardstick.Decoding decoding : Yardstick.Decoding.values()) {
            var endpoint = new ServerAddress(FreePort.find());
            ChildServer.Program program =
                    yardstick.program(endpoint, decoding, stage.certificate(), stage.key(), stage.vpc());
            running.add(ChildServer.start(program, Probe.review(endpoint, stage.probe()), PATIENCE));
            endpoints.put("Go, " + decoding.title(), endpoint);
        }
    }

    /** Returns a table for full load and one for a steady rate. */
    List<Table> measure(Protocol protocol) throws IOException {
        var full = table("%s, %s, full load".formatted(protocol.title(), protocol.lanes()));
        var steady = table("%s, %s, %d a second".formatted(protocol.title(), protocol.lanes(), PER_SECOND));
        measure(protocol, full, steady);
        return List.of(full, steady);
    }

    private static Table table(String title) {
        return new Table(title, "REVIEW", "SERVER", "REVIEWS", "ENIGUARD DOES", "P50", "P99", "GENERATOR");
    }

    private void measure(Protocol protocol, Table full, Table steady) throws IOException {
        Map<String, LoadGenerator> generators = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, ServerAddress> server : endpoints.entrySet()) {
                generators.put(
                        server.getKey(), LoadGenerator.connect(server.getValue(), protocol, protocol.usualLanes()));
            }
            if (!isWarm) {
                warmUp(generators);
            }
            for (Workload workload : Workload.values()) {
                progress.accept("%s, %s".formatted(protocol.title(), workload.title()));
                List<Review> reviews = stage.corpus().reviews(workload);
                fill(full, workload, rounds.atFullLoad(generators, reviews));
                fill(steady, workload, rounds.atRate(generators, reviews, PER_SECOND));
            }
        } finally {
            generators.values().forEach(LoadGenerator::close);
        }
    }

    // Warm up with all kinds of reviews, because a JVM compiles its code again when it sees another kind.
    private void warmUp(Map<String, LoadGenerator> generators) throws IOException {
        progress.accept("Warming up");
        // Send a request on each connection immediately, because servers close connections without requests.
        for (LoadGenerator generator : generators.values()) {
            generator.atFullLoad(stage.corpus().reviews(Workload.ENICONFIGS), Rounds.TOUCH);
        }
        for (Workload workload : Workload.values()) {
            for (LoadGenerator generator : generators.values()) {
                generator.atFullLoad(stage.corpus().reviews(workload), rounds.warmUp());
            }
        }
        isWarm = true;
    }

    private void fill(Table table, Workload workload, Map<String, Measurement> measurements) {
        Optional<Measurement> ours = Optional.ofNullable(measurements.get(eniguard));
        measurements.forEach((name, measurement) -> {
            table.row(
                    workload.title(),
                    name,
                    Figures.perSecond(measurement),
                    ours.filter(own -> !name.equals(eniguard))
                            .map(own -> Figures.times(own.throughput() / measurement.throughput()))
                            .orElse(""),
                    Figures.millis(measurement.latency().p50()),
                    Figures.millis(measurement.latency().p99()),
                    Figures.percent((double) measurement.generatorCpu().toNanos()
                            / measurement.elapsed().toNanos()));
            table.failuresOf(name, measurement);
        });
    }

    @Override
    public void close() {
        running.forEach(ChildServer::close);
    }
}
