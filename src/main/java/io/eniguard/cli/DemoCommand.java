package io.eniguard.cli;

import io.eniguard.demo.Demo;
import io.eniguard.demo.script.Outcome;
import io.eniguard.demo.script.Script;
import io.eniguard.demo.script.Step;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eniguard demo}: the example cluster, guarded before one's eyes. */
@Command(
        name = "demo",
        description = "Guard the example cluster on this machine, and show what is said of each object.",
        footer = {
            "",
            "It goes through a real kube-apiserver where KUBEBUILDER_ASSETS, or the newest folder of"
                    + " ~/.cache/eniguard/envtest, has kube-apiserver, etcd and kubectl; else it sends the admission"
                    + " reviews itself. The exit code is 0 when every outcome is the expected one, else 1."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--examples",
            paramLabel = "FOLDER",
            defaultValue = "examples",
            description = "Folder with demo.yaml and what it names. Default: ${DEFAULT-VALUE}.")
    private Path examples;

    @Override
    public Integer call() throws InterruptedException {
        Script script = script();
        PrintWriter err = spec.commandLine().getErr();
        Report report = new Report(spec.commandLine().getOut(), script);
        try (Demo demo = Demo.of(script, examples, line -> tell(err, line))) {
            return play(demo, report, err);
        } catch (IOException e) {
            tell(err, String.valueOf(e.getMessage()));
            return ExitCodes.FINDINGS;
        }
    }

    private Script script() {
        if (!Files.isDirectory(examples)) {
            throw wrong("--examples: %s is no folder; run this where the repository is, or name its folder examples"
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
            // After Ctrl-C the servers are gone, and what that breaks is no news.
            if (demo.isClosed()) {
                return ExitCodes.FINDINGS;
            }
            throw e;
        }
        tell(err, "Stopping what was started");
        return report.end() ? ExitCodes.OK : ExitCodes.FINDINGS;
    }

    private static void tell(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }

    /** The table, and below it how it all went. */
    private static final class Report implements Demo.Audience {

        private final PrintWriter out;
        private final DemoTable table;
        private final List<String> differences = new ArrayList<>();
        private int steps;

        Report(PrintWriter out, Script script) {
            this.out = out;
            this.table = new DemoTable(out, Ansi.AUTO, script.steps());
        }

        @Override
        public void stage(String description) {
            out.println(description);
            out.println();
            table.header();
        }

        @Override
        public void part(String title) {
            table.part(title);
        }

        @Override
        public void step(Step step, Outcome outcome, Optional<String> difference) {
            steps++;
            difference.ifPresent(text -> differences.add("%s (%s): %s".formatted(step, step.file(), text)));
            table.row(step, outcome, difference);
        }

        /** Whether all went as expected. */
        boolean end() {
            out.println();
            if (differences.isEmpty()) {
                out.println("All %d outcomes are the expected ones.".formatted(steps));
            } else {
                out.println("%d of %d outcomes are not the expected ones:".formatted(differences.size(), steps));
                differences.forEach(difference -> out.println("  " + difference));
            }
            out.flush();
            return differences.isEmpty();
        }
    }
}
