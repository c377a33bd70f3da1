package io.eniguard.bench;

import io.eniguard.admission.MalformedReviewException;
import io.eniguard.input.UnreadableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures this build on this machine, part by part. */
public final class Bench {

    /** What can be measured by itself. */
    public enum Part {
        ENGINE,
        REFRESH,
        START,
        WIRE,
        MEMORY
    }

    private final Stage stage;
    private final Scale scale;
    private final Optional<Checkout> checkout;
    private final Consumer<String> progress;

    /**
     * @param folder an empty one, for files and logs
     * @param checkout what eniguard is compared with is built there; without it there is nothing to compare with
     * @param progress takes a line on each thing that takes seconds
     */
    public Bench(Path folder, Scale scale, Optional<Checkout> checkout, Consumer<String> progress) throws IOException {
        stage = Stage.set(folder);
        this.scale = scale;
        this.checkout = checkout;
        this.progress = progress;
    }

    /**
     * @param report takes each table as soon as it is full
     * @throws IOException when a server or what it is compared with does not come up, with what it said
     */
    public void measure(Part part, Consumer<Table> report) throws IOException {
        switch (part) {
            case ENGINE -> report.accept(engine());
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

    private void refresh(Consumer<Table> report) throws IOException {
        progress.accept("Reading a large VPC");
        try (LargeVpcReader vpc = new LargeVpcReader(stage)) {
            report.accept(new RefreshBench(vpc, scale.readings()).table());
            progress.accept("Reviews meanwhile");
            report.accept(new RefreshedReviewBench(vpc, stage.corpus(), scale).table());
        } catch (UnreadableInputException | MalformedReviewException e) {
            throw new IllegalStateException("the corpus cannot be read", e);
        }
    }

    private Table start() throws IOException {
        Optional<EmptyApplication> empty = Optional.empty();
        Optional<Path> maven = Tool.find("mvn");
        if (checkout.isPresent() && maven.isPresent()) {
            progress.accept("Building the empty application");
            try {
                empty = Optional.of(EmptyApplication.build(maven.get(), checkout.get()));
            } catch (IOException e) {
                progress.accept(String.valueOf(e.getMessage()));
            }
        }
        progress.accept("Starting servers");
        Table table = new StartupBench(stage, scale.starts()).measure(empty, nativeBuild());
        if (empty.isEmpty()) {
            table.note("no empty application to compare with: that wants the sources and Maven");
        } else {
            table.note("the empty application says that it is ready before it listens, eniguard after");
        }
        noteNative(table);
        return table;
    }

    private void wire(Consumer<Table> report) throws IOException {
        try (var bench = new WireBench(stage, scale, progress)) {
            Optional<Path> go = Yardstick.go();
            boolean isCompared = false;
            if (checkout.isPresent() && go.isPresent()) {
                progress.accept("Building the webhook in Go");
                isCompared = compare(bench, go.get(), checkout.get().root());
            }
            for (Protocol protocol : Protocol.values()) {
                for (Table table : bench.measure(protocol)) {
                    if (!isCompared) {
                        table.note(
                                "no webhook in Go to compare with: that wants the sources, and Go as new as their go.mod says");
                    }
                    report.accept(table);
                }
            }
        }
    }

    private boolean compare(WireBench bench, Path go, Path root) throws IOException {
        Yardstick yardstick;
        try {
            yardstick = Yardstick.build(go, root);
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
        Table table = bench.onJvm(scale.reviews());
        noteNative(table);
        report.accept(table);
        Optional<Eniguard> nativeBuild = nativeBuild();
        if (nativeBuild.isPresent()) {
            progress.accept("Memory of the native executable");
            report.accept(bench.ofNative(nativeBuild.get(), scale.reviews() / 10));
        }
    }

    private Optional<Eniguard> nativeBuild() throws IOException {
        return checkout.isPresent() ? checkout.get().nativeExecutable().map(Eniguard::ofNative) : Optional.empty();
    }

    private void noteNative(Table table) throws IOException {
        Optional<Path> executable = checkout.isPresent() ? checkout.get().nativeExecutable() : Optional.empty();
        table.note(
                executable.isPresent()
                        ? "the native executable is of " + Files.getLastModifiedTime(executable.get())
                        : "no native executable: mvn package -Dnative builds one");
    }
}
