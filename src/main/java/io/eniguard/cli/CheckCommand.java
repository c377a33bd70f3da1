package io.eniguard.cli;

import io.eniguard.audit.AuditReport;
import io.eniguard.audit.ClusterAudit;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.review.Reviewer;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.tree.PlacedObject;
import io.eniguard.world.InstanceFacts;
import io.eniguard.world.World;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eniguard check}: judges manifests as if a person created them now, without changing anything. */
@Command(
        name = "check",
        description = {
            "Judge manifests as the webhook would, before they reach a cluster.",
            "With --cluster and no files, judge what the cluster holds."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing at or above --fail-on",
            "1:findings at or above --fail-on",
            "2:wrong usage, or input that cannot be read",
            "3:nothing was evaluated",
            "70:a bug in eniguard"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CheckCommand implements Callable<Integer> {

    private static final String ASSUMPTION =
            "eniguard: no DaemonSet aws-node was given: assuming that custom networking is on," + " with the label "
                    + CniSettings.DEFAULT_KEY + "; whether prefix delegation is on is unknown";

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|DIR|-",
            description = "Manifests in YAML or JSON: files, folders with all below them, - for standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            split = ",",
            description = "The same as naming it without -f.")
    private List<String> filenames = new ArrayList<>();

    @Mixin
    private SourceOptions sources;

    @Mixin
    private RuleOptions rules;

    @Mixin
    private ReportOptions reporting;

    @Override
    public Integer call() throws UnreadableInputException, IOException {
        var parameters = rules.parameters();
        List<String> names = names();
        ErrorLines err = ErrorLines.of(spec);
        ManifestFiles reader = new ManifestFiles(System.in, err::print);
        ManifestFiles.Outcome given = reader.read(names);
        CheckFacts facts = CheckFacts.read(sources, reader, given.manifests());
        given.problems().forEach(err::print);

        List<PlacedObject> judged = names.isEmpty() ? facts.cluster() : given.manifests();
        ClusterSnapshot cluster = InstanceFacts.of(facts.clusterWith(given.manifests()), facts.vpc());
        ClusterAudit audit =
                new ClusterAudit(new Reviewer(), new World(facts.vpc(), cluster, parameters, Instant.now()));
        AuditReport report = audit.of(judged);
        if (cluster.cni().filter(CniSettings::assumed).isPresent()
                && !report.results().isEmpty()) {
            err.print(ASSUMPTION);
        }
        reporting.print(report);
        report.throwFirstFailure();
        return exitCode(report, given.problems());
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(files);
        names.addAll(filenames);
        if (names.stream().anyMatch(String::isBlank)) {
            throw new ParameterException(spec.commandLine(), "an empty name names no file");
        } else if (names.isEmpty() && sources.cluster().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "say what to check: files, folders, - for standard input, or --cluster SRC");
        }
        return names;
    }

    private int exitCode(AuditReport report, List<InputProblem> problems) {
        if (!problems.isEmpty()) {
            return ExitCodes.USAGE;
        } else if (reporting.failOn().isReachedBy(report.summary())) {
            return ExitCodes.FINDINGS;
        }
        return report.results().isEmpty() ? ExitCodes.NOTHING : ExitCodes.OK;
    }
}
