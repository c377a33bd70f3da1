package io.eniguard.bench;

import io.eniguard.admission.MalformedReviewException;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.policy.FaultyConditionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures this build on this machine, part by part. */
public final class Bench {

    /** The parts that can be measured separately. */
    public enum Part {
        ENGINE,
        POLICIES,
        AUDIT,
        REFRESH,
        START,
        WIRE,
        MEMORY
    }

    private final Stage stage;
    private final Scale scale;
    private final Checkout checkout;
    private final Consumer<String> progress;

    /**
     * Creates a bench.
     *
     * @param folder an empty folder for files and logs
     * @param checkout the checkout with the program and the sources of the programs that it is compared with
     * @param progress gets a line before each step that takes seconds
     */
    public Bench(Path folder, Scale scale, Checkout checkout, Consumer<String> progress) throws IOException {
        stage = Stage.set(folder);
        this.scale = scale;
        this.checkout = checkout;
        this.progress = progress;
    }

    /**
     * Measures one part.
     *
     * @param report gets each table as soon as it is complete
     * @throws IOException if a server does not start; the message contains its output
     */
    public void measure(Part part, Consumer<Table> report) throws IOException {
        switch (part) {
            case ENGINE -> report.accept(engine());
            case POLICIES -> report.accept(policies());
            case AUDIT -> audit(report);
            case REFRESH -> refresh(report);
            case START -> report.accept(start());
            case WIRE -> wire(report);
            case MEMORY -> memory(report);
        }
    }

    private Table engine() throws IOException {
        progress.accept("Engine alone");
        try {
            return new EngineBench(stage).measure(scale);
        } catch (UnreadableInputException | MalformedReviewException e) {
            throw new IllegalStateException("the corpus cannot be read", e);
        }
    }

    private Table policies() throws IOException {
        progress.accept("Reviews with policies");
        try {
            return new PolicyBench(stage, scale).table();
        } catch (UnreadableInputException | MalformedReviewException | FaultyConditionException e) {
            throw new IllegalStateException("the corpus cannot be read", e);
        }
    }

    private void audit(Consumer<Table> report) throws IOException {
        progress.accept("Audits of whole clusters");
        var bench = new AuditBench(stage, scale);
        try {
            report.accept(bench.table());
            progress.accept("Reviews during audits");
            report.accept(bench.reviews());
        } catch (UnreadableInputException | MalformedReviewException | FaultyConditionException e) {
            throw new IllegalStateException("the cluster cannot be read", e);
        }
    }

    private void refresh(Consumer<Table> report) throws IOException {
        progress.accept("Reading a large VPC");
        try (LargeVpcReader vpc = new LargeVpcReader(stage)) {
            report.accept(new RefreshBench(vpc, scale.readings()).table());
            progress.accept("Reviews while it is read");
            report.accept(new RefreshedReviewBench(vpc, stage.corpus(), scale).table());
        } catch (UnreadableInputException | MalformedReviewException e) {
            throw new IllegalStateException("the corpus cannot be read", e);
        }
    }

    private Table start() throws IOException {
        Optional<EmptyApplication> empty = Optional.empty();
        Optional<Path> maven = Tool.find("mvn");
        if (maven.isPresent()) {
            progress.accept("Building the empty application");
            try {
                empty = Optional.of(EmptyApplication.build(maven.get(), checkout));
            } catch (IOException e) {
                progress.accept(String.valueOf(e.getMessage()));
            }
        }
        progress.accept("Starting servers");
        Table table = new StartupBench(stage, scale.starts()).measure(jvm(), empty, nativeBuild());
        if (empty.isEmpty()) {
            table.note("There is no comparison with an empty application, which needs Maven");
        } else {
            table.note("the empty application reports that it is ready before it listens, eniguard afterwards");
        }
        noteNative(table);
        return table;
    }

    private void wire(Consumer<Table> report) throws IOException {
        try (var bench = new WireBench(jvm(), stage, scale, progress)) {
            Optional<Path> go = Yardstick.go();
            boolean isCompared = false;
            if (go.isPresent()) {
                progress.accept("Building the webhook in Go");
                isCompared = compare(bench, go.get());
            }
            for (Protocol protocol : Protocol.values()) {
                for (Table table : bench.measure(protocol)) {
                    if (!isCompared) {
                        table.note(
                                "There is no comparison with a webhook in Go, which needs the Go version in bench/yardstick/go.mod or a newer one");
                    }
                    report.accept(table);
                }
            }
        }
    }

    private boolean compare(WireBench bench, Path go) throws IOException {
        Yardstick yardstick;
        try {
            yardstick = Yardstick.build(go, checkout);
        } catch (IOException e) {
            progress.accept(String.valueOf(e.getMessage()));
            return false;
        }
        bench.add(yardstick);
        return true;
    }

    private void memory(Consumer<Table> report) throws IOException {
        var bench = new MemoryBench(stage);
        progress.accept("Memory on a JVM");
        Table table = bench.onJvm(jvm(), scale.reviews());
        noteNative(table);
        report.accept(table);
        Optional<Eniguard> nativeBuild = nativeBuild();
        if (nativeBuild.isPresent()) {
            progress.accept("Memory of the native executable");
            report.accept(bench.ofNative(nativeBuild.get(), scale.reviews() / 10));
        }
    }

    private Eniguard jvm() {
        return Eniguard.onJvm(checkout);
    }

    private Optional<Eniguard> nativeBuild() throws IOException {
        return checkout.nativeExecutable().map(Eniguard::ofNative);
    }

    private void noteNative(Table table) throws IOException {
        Optional<Path> executable = checkout.nativeExecutable();
        table.note(
                executable.isPresent()
                        ? "the native executable was built at " + Files.getLastModifiedTime(executable.get())
                        : "There is no native executable, which mvn package -Dnative builds");
    }
}
