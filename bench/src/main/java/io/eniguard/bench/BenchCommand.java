package io.eniguard.bench;

import io.eniguard.cli.ExitCodes;
import io.eniguard.cli.TextTable;
import io.eniguard.cli.Version;
import io.eniguard.cli.Words;
import io.eniguard.localkube.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./eniguard bench}: measures how fast this build is on this machine. */
@Command(
        name = "bench",
        description =
                "Measure this build on this machine, and compare it with a plain webhook in Go if Go is installed.",
        footer = {
            "",
            "Servers that are compared take turns, and the figures are medians of rounds. GENERATOR is the share of one"
                    + " core that the load generator used. A full run takes about 25 minutes, on a machine that should do"
                    + " nothing else. The exit code is 1 when something could not be measured or an answer was wrong."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            converter = FromOption.class,
            completionCandidates = Candidates.class,
            description = "${COMPLETION-CANDIDATES}; repeatable. Default: all.")
    private List<Bench.Part> only = List.of();

    @Option(
            names = "--quick",
            description =
                    "Short rounds that only show that everything works. Nothing is warmed up, so ignore the figures.")
    private boolean quick;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path folder = Files.createTempDirectory("eniguard-bench-");
        try {
            var bench = new Bench(folder, quick ? Scale.QUICK : Scale.FULL, Checkout.current(), line -> {
                err.println(line);
                err.flush();
            });
            out.printf("eniguard %s on %s%n", Version.read(), Machine.current().line());
            if (quick) {
                out.println("A quick run: ignore its figures.");
            }
            List<Table> tables = new ArrayList<>();
            for (Bench.Part part : parts()) {
                bench.measure(part, table -> {
                    print(table, out);
                    tables.add(table);
                });
            }
            return tables.stream().anyMatch(Table::isSpoilt) ? ExitCodes.FINDINGS : ExitCodes.OK;
        } catch (IOException e) {
            err.println(e.getMessage());
            return ExitCodes.FINDINGS;
        } finally {
            FileTree.delete(folder);
        }
    }

    private Set<Bench.Part> parts() {
        return only.isEmpty() ? EnumSet.allOf(Bench.Part.class) : EnumSet.copyOf(only);
    }

    private static void print(Table table, PrintWriter out) {
        out.println();
        out.println(table.title());
        var text = new TextTable(table.header().toArray(String[]::new));
        table.rows().forEach(row -> text.add(row.toArray(String[]::new)));
        text.print(out);
        table.notes().forEach(note -> out.println("(" + note + ")"));
        out.flush();
    }

    static final class FromOption implements ITypeConverter<Bench.Part> {
        @Override
        public Bench.Part convert(String typed) {
            return Words.parse(Bench.Part.class, typed);
        }
    }

    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Words.of(Bench.Part.class).iterator();
        }
    }
}
