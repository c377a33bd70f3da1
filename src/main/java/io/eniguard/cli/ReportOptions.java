package io.eniguard.cli;

import io.eniguard.doctor.DoctorReport;
import io.eniguard.doctor.JsonRendering;
import io.eniguard.doctor.TextRendering;
import io.eniguard.report.CheckReport;
import io.eniguard.report.JsonReport;
import io.eniguard.report.Style;
import io.eniguard.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options for the format of a report and for the exit code. All commands that report findings have these options. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ReportOptions {

    /** The long names of these options. */
    static final Set<String> NAMES = Set.of("--output", "--fail-on");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            converter = ReportFormat.FromOption.class,
            completionCandidates = ReportFormat.Candidates.class,
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ReportFormat output;

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            defaultValue = "deny",
            converter = FailLevel.FromOption.class,
            completionCandidates = FailLevel.Candidates.class,
            description =
                    "The lowest level that leads to exit code 1: ${COMPLETION-CANDIDATES}. Each level includes the previous ones."
                            + " Most unknown findings are warnings. Default: ${DEFAULT-VALUE}.")
    private FailLevel failOn;

    FailLevel failOn() {
        return failOn;
    }

    void print(CheckReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case TEXT -> TextReport.write(report, out, isColoured() ? Style.COLOURED : Style.PLAIN);
            case JSON -> JsonReport.write(report, out);
        }
        out.flush();
    }

    void print(DoctorReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case TEXT -> TextRendering.write(report, out, isColoured() ? Style.COLOURED : Style.PLAIN);
            case JSON -> JsonRendering.write(report, out);
        }
        out.flush();
    }

    private boolean isColoured() {
        return spec.commandLine().getColorScheme().ansi().enabled();
    }
}
