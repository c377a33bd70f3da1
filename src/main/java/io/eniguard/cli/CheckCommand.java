package io.eniguard.cli;

import io.eniguard.audit.AuditFailure;
import io.eniguard.audit.AuditReport;
import io.eniguard.audit.AuditedWorld;
import io.eniguard.audit.ClusterAudit;
import io.eniguard.clock.WorldClock;
import io.eniguard.cluster.CniSettings;
import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.policy.Point;
import io.eniguard.report.CheckReport;
import io.eniguard.report.CheckReport.SkippedObjects;
import io.eniguard.review.Reviewer;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.tree.PlacedObject;
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

/**
 * Implements {@code eniguard check}: reviews manifests as if a user created the objects now, or the objects of a cluster as they stand. The
 * command changes nothing.
 */
@Command(
        name = "check",
        description = {
            "Judge manifests as the webhook would, before they reach a cluster.",
            "With --cluster and no files, judge all objects of the cluster."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing denied (--fail-on changes the level)",
            "1:something denied, or a finding at or above --fail-on",
            "2:wrong usage, or input that cannot be read; the rest is still judged",
            "3:nothing was evaluated",
            "70:a bug in eniguard"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CheckCommand implements Callable<Integer> {

    private static final String ASSUMPTION =
            "eniguard: there is no DaemonSet aws-node in the input, so default settings are assumed: custom networking is on, the label is "
                    + CniSettings.DEFAULT_KEY + ", and prefix delegation is unknown";

    private static final String SKIPPED_RULES =
            "eniguard: these rules were skipped, because an unreadable file may contain objects that they need: ";

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|DIR|-",
            description = "Manifests in YAML or JSON: files, folders (read recursively), or - for standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            split = ",",
            description = "Works like FILE without -f.")
    private List<String> filenames = new ArrayList<>();

    @Mixin
    private SourceOptions sources;

    @Mixin
    private RuleOptions rules;

    @Mixin
    private PolicyOptions policies;

    @Option(names = "--show-skipped", description = "Also list the objects to which no rule applies.")
    private boolean showSkipped;

    @Mixin
    private ReportOptions reporting;

    @Override
    public Integer call() throws UnreadableInputException, IOException {
        var parameters = rules.parameters();
        List<String> names = names();
        ErrorLines err = ErrorLines.of(spec);
        ManifestFiles reader = new ManifestFiles(System.in, err::print);
        ManifestFiles.Outcome given = reader.read(names);
        CheckFacts facts = CheckFacts.read(sources, reader, given);
        Instant now = WorldClock.now();
        List<PlacedObject> documents = policies.documents();
        World world = AuditedWorld.of(facts.vpc(), facts.snapshot(), parameters, now)
                .withPolicies(policies.read(facts.cluster(), documents, now));
        ClusterAudit audit = new ClusterAudit(new Reviewer().at(Point.CHECK), world, facts.incomplete());
        List<PlacedObject> others = names.isEmpty() ? List.of() : facts.otherPolicies(documents);
        AuditReport audited =
                names.isEmpty() ? audit.ofExisting(facts.existing(documents)) : audit.ofNew(given.manifests(), others);
        CheckReport report = new CheckReport(
                audited,
                errors(given, audited),
                CheckRemarks.of(audited, given.manifests()),
                showSkipped ? SkippedObjects.LISTED : SkippedObjects.COUNTED);
        report.errors().forEach(err::print);
        report.remarks().forEach(remark -> err.print("%s: warning: %s".formatted(remark.place(), remark.message())));
        if (!audited.skippedRules().isEmpty()) {
            err.print(SKIPPED_RULES + String.join(", ", audited.skippedRules()));
        }
        boolean isAnythingChecked = audited.results().size() > others.size();
        if (world.cluster().cni().filter(CniSettings::assumed).isPresent() && isAnythingChecked) {
            err.print(ASSUMPTION);
        }
        reporting.print(report);
        audited.throwFirstBug();
        return exitCode(report, isAnythingChecked);
    }

    private static List<InputProblem> errors(ManifestFiles.Outcome given, AuditReport audited) {
        List<InputProblem> errors = new ArrayList<>(given.problems());
        audited.failures().stream()
                .filter(AuditFailure::isTooDeep)
                .map(failure -> InputProblem.at(failure.place(), failure.id().shown() + " is nested too deeply"))
                .forEach(errors::add);
        return errors;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(files);
        names.addAll(filenames);
        if (names.stream().anyMatch(String::isBlank)) {
            throw new ParameterException(spec.commandLine(), "a file name is empty");
        } else if (names.isEmpty() && sources.cluster().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is nothing to check. Fix: add files, folders, - for standard input, or --cluster SRC");
        }
        return names;
    }

    private int exitCode(CheckReport report, boolean isAnythingChecked) {
        if (!report.errors().isEmpty()) {
            return ExitCodes.USAGE;
        } else if (reporting.failOn().isReachedBy(report)) {
            return ExitCodes.FINDINGS;
        }
        return isAnythingChecked ? ExitCodes.OK : ExitCodes.NOTHING;
    }
}
