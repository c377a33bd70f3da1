package io.eniguard.cli;

import io.eniguard.demo.Demo;
import io.eniguard.demo.script.Script;
import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.StepOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Implements {@code eniguard demo}: guards the example cluster on this machine, and shows the outcomes of writes. */
@Command(
        name = "demo",
        description = "Guard the example cluster on this machine, and show the most important outcomes.",
        footer = {
            "",
            "All writes go through a real kube-apiserver if KUBEBUILDER_ASSETS, or the newest folder in"
                    + " ~/.cache/eniguard/envtest, contains kube-apiserver, etcd and kubectl. Otherwise the demo sends"
                    + " the admission reviews itself. The exit code is 0 if every outcome is the expected one, and 1"
                    + " otherwise; outcomes that are not shown count, too."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--examples",
            paramLabel = "FOLDER",
            defaultValue = "examples",
            description = "Folder with demo.yaml and the files that it names. Default: ${DEFAULT-VALUE}.")
    private Path examples;

    @Option(names = "--all", description = "Show every outcome.")
    private boolean all;

    @Override
    public Integer call() throws InterruptedException {
        Script script = script();
        PrintWriter err = spec.commandLine().getErr();
        Report report = new Report(spec.commandLine().getOut(), script, all);
        try (Demo demo = Demo.of(script, examples, line -> print(err, line))) {
            return play(demo, report, err);
        } catch (IOException e) {
            print(err, String.valueOf(e.getMessage()));
            return ExitCodes.FINDINGS;
        }
    }

    private Script script() {
        if (!Files.isDirectory(examples)) {
            throw wrong("--examples: %s is not a folder. Fix: run this in the checkout, or name its folder examples"
                    .formatted(examples));
        }
        try {
            return Script.read(examples);
        } catch (IOException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private static int play(Demo demo, Report report, PrintWriter err) throws IOException, InterruptedException {
        try {
            demo.play(report);
        } catch (IOException e) {
            // After Ctrl-C, the servers have stopped, so failures are expected.
            if (demo.isClosed()) {
                return ExitCodes.FINDINGS;
            }
            throw e;
        }
        print(err, "Stopping all servers");
        return report.end() ? ExitCodes.OK : ExitCodes.FINDINGS;
    }

    private static void print(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }

    /** Prints a table and then a summary. By default, the table contains only highlights and unexpected outcomes. */
    private static final class Report implements Demo.Audience {

        private final PrintWriter out;
        private final DemoTable table;
        private final boolean showsAll;
        private final OptionalInt width;
        private final List<String> differences = new ArrayList<>();
        private Optional<String> unprintedPart = Optional.empty();
        private int steps;
        private int shown;

        Report(PrintWriter out, Script script, boolean showsAll) {
            this.out = out;
            this.showsAll = showsAll;
            width = LineWidth.of(System.getenv());
            table = new DemoTable(out, Ansi.AUTO, script.steps(), width);
        }

        @Override
        public void stage(String description) {
            println(description);
            out.println();
            table.header();
        }

        @Override
        public void part(String title) {
            unprintedPart = Optional.of(title);
        }

        @Override
        public void step(Step step, StepOutcome outcome, Optional<String> difference) {
            steps++;
            difference.ifPresent(text -> differences.add("%s (%s): %s".formatted(step, step.file(), text)));
            if (showsAll || step.isHighlight() || difference.isPresent()) {
                shown++;
                unprintedPart.ifPresent(table::part);
                unprintedPart = Optional.empty();
                table.row(step, outcome, difference);
            }
        }

        /** Prints the summary. Returns whether all outcomes were as expected. */
        boolean end() {
            out.println();
            String rest = shown == steps ? "" : " %d are shown; --all shows every one.".formatted(shown);
            if (differences.isEmpty()) {
                println("All %d outcomes are as expected.%s".formatted(steps, rest));
            } else {
                println("%d of %d outcomes are not as expected:".formatted(differences.size(), steps));
                differences.forEach(difference -> println("  " + difference));
            }
            out.flush();
            return differences.isEmpty();
        }

        private void println(String text) {
            if (width.isPresent()) {
                LineWidth.wrap(text, width.getAsInt()).forEach(out::println);
            } else {
                out.println(text);
            }
        }
    }
}
