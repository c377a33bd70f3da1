package io.eniguard.cli;

import io.eniguard.aws.AwsSettings;
import io.eniguard.doctor.Doctor;
import io.eniguard.doctor.DoctorReport;
import io.eniguard.doctor.ExaminationRequest;
import io.eniguard.doctor.ExaminationRequest.GivenOptions;
import io.eniguard.doctor.Installation;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.kube.KubeconfigFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Implements {@code eniguard doctor}: examines an installation from outside, and changes nothing. */
@Command(
        name = "doctor",
        description = {
            "Examine an installation from outside, with the access of kubectl and the AWS CLI: region, credentials, permissions, VPC,"
                    + " zones, webhooks, certificate, endpoints, the way from the API server to the pods, clocks, and the age of facts.",
            "The command changes nothing. It examines the cluster of the kubeconfig."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing at or above --fail-on",
            "1:a result at or above --fail-on; problems and services without a usable answer count as deny",
            "2:wrong usage, or a kubeconfig that cannot be read",
            "3:nothing was examined: neither AWS nor the cluster could be asked, because settings or credentials are missing",
            "70:a bug in eniguard"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DoctorCommand implements Callable<Integer> {

    private static final Duration SHORTEST = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The AWS region. Default: the region of the AWS CLI, otherwise the region of the nodes.")
    private @Nullable String region;

    @Option(
            names = "--cluster-name",
            paramLabel = "NAME",
            description =
                    "The cluster's name in EKS. Default: from the tags of its nodes' instances, otherwise CLUSTER_NAME of aws-node.")
    private @Nullable String clusterName;

    @Option(
            names = "--vpc-id",
            paramLabel = "ID",
            description = "The cluster's VPC. Default: from EKS or a node's instance, otherwise VPC_ID of aws-node.")
    private @Nullable String vpcId;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            defaultValue = "eniguard",
            description = "The namespace of eniguard. Default: ${DEFAULT-VALUE}.")
    private String namespace;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            defaultValue = "eniguard",
            description = "The Service that API servers call. Default: ${DEFAULT-VALUE}.")
    private String service;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "15s",
            converter = RuleOptions.Age.class,
            description = "The time limit for the whole examination. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Mixin
    private RuleOptions rules;

    @Mixin
    private ReportOptions reporting;

    @Override
    public Integer call() throws UnreadableInputException, IOException {
        if (timeout.compareTo(SHORTEST) < 0) {
            throw wrong(
                    "--timeout",
                    "%d s is too short; the minimum is %d s".formatted(timeout.toSeconds(), SHORTEST.toSeconds()));
        }
        if (timeout.compareTo(LONGEST) > 0) {
            throw wrong(
                    "--timeout",
                    "%d s is too long; the maximum is %d s".formatted(timeout.toSeconds(), LONGEST.toSeconds()));
        }
        KubeconfigFiles.check();
        DoctorReport report = Doctor.examine(new ExaminationRequest(
                new AwsSettings(
                        Optional.ofNullable(region), Optional.ofNullable(vpcId), Optional.ofNullable(clusterName)),
                installation(),
                rules.parameters(),
                timeout,
                options()));
        reporting.print(report);
        report.throwFirstBug();
        if (reporting.failOn().isReachedBy(report)) {
            return ExitCodes.FINDINGS;
        }
        return report.isAnythingExamined() ? ExitCodes.OK : ExitCodes.NOTHING;
    }

    private GivenOptions options() {
        // The parsed command line contains only the command that runs, so the options of check are read from the class.
        CommandSpec check = CommandSpec.forAnnotatedObject(new CheckCommand());
        return new GivenOptions(
                given(option -> !option.longestName().equals("--region")),
                given(option -> check.findOption(option.longestName()) != null));
    }

    /** Returns the selected options of the command line with their values, without the options of {@link ReportOptions}. */
    private String given(Predicate<OptionSpec> isWanted) {
        return spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !ReportOptions.NAMES.contains(option.longestName()))
                .filter(isWanted)
                .map(option -> " %s %s"
                        .formatted(
                                option.longestName(),
                                ShellWord.quoted(String.join(",", option.originalStringValues()))))
                .collect(Collectors.joining());
    }

    private Installation installation() {
        try {
            return new Installation(namespace, service);
        } catch (IllegalArgumentException e) {
            throw wrong("--service", e.getMessage());
        }
    }

    private ParameterException wrong(String option, @Nullable String reason) {
        return new ParameterException(
                spec.commandLine(), "Invalid value for option '%s': %s".formatted(option, reason));
    }
}
