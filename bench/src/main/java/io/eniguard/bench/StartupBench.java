package io.eniguard.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures the time from the start of a process to its first answer, for eniguard and an application without code in turn. */
final class StartupBench {
    private static final String READY = "ready, JVM";
    private static final String EMPTY = "ready, empty Quarkus application, JVM";
    private static final String FIRST_REVIEW = "first review over TLS, JVM";
    private static final String NATIVE_READY = "ready, native";
    private static final String NATIVE = "first review over TLS, native";

    private final Stage stage;
    private final int starts;
    private final Map<String, List<Duration>> measured = new LinkedHashMap<>();

    StartupBench(Stage stage, int starts) {
        this.stage = stage;
        this.starts = starts;
    }

    Table measure(Eniguard jvm, Optional<EmptyApplication> empty, Optional<Eniguard> nativeBuild) throws IOException {
        for (int start = 0; start < starts; start++) {
            time(READY, jvm, Eniguard.Until.READY);
            if (empty.isPresent()) {
                try (ChildServer server = empty.get().start(stage)) {
                    record(EMPTY, server);
                }
            }
            time(FIRST_REVIEW, jvm, Eniguard.Until.FIRST_REVIEW);
            if (nativeBuild.isPresent()) {
                time(NATIVE_READY, nativeBuild.get(), Eniguard.Until.READY);
                time(NATIVE, nativeBuild.get(), Eniguard.Until.FIRST_REVIEW);
            }
        }
        return table();
    }

    private void time(String label, Eniguard program, Eniguard.Until until) throws IOException {
        try (Eniguard.Running running = program.start(stage, stage.clusterWithoutNodes(), until)) {
            record(label, running.server());
        }
    }

    private void record(String label, ChildServer server) {
        measured.computeIfAbsent(label, name -> new ArrayList<>()).add(server.startup());
    }

    private Table table() {
        var table = new Table(
                "Start, measured from the start of the process", "UNTIL", "MEDIAN", "FASTEST", "SLOWEST", "STARTS");
        measured.forEach((label, durations) -> {
            List<Duration> sorted =
                    durations.stream().sorted(Comparator.naturalOrder()).toList();
            table.row(
                    label,
                    Figures.millis(median(sorted)),
                    Figures.millis(sorted.get(0)),
                    Figures.millis(sorted.get(sorted.size() - 1)),
                    Figures.count(sorted.size()));
        });
        return table;
    }

    private static Duration median(List<Duration> sorted) {
        return sorted.get((sorted.size() - 1) / 2);
    }
}
