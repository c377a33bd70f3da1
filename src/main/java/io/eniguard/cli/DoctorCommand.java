package io.eniguard.cli;

import io.eniguard.aws.AwsSettings;
import io.eniguard.doctor.Doctor;
import io.eniguard.doctor.DoctorReport;
import io.eniguard.doctor.Installation;
import io.eniguard.doctor.Question;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.kube.KubeconfigFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eniguard doctor}: whether an installation works, seen from outside. Changes nothing. */
@Command(
        name = "doctor",
        description = {
            "Look at an installation from outside, as kubectl and the AWS CLI would: region, credentials and permissions, the VPC,"
                    + " zones, webhooks, certificate, endpoints, the way from the API server to them, clocks and the age of facts.",
            "Nothing is changed. The cluster is that of the kubeconfig."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing at or above --fail-on",
            "1:something at or above --fail-on, where a problem counts as deny",
            "2:wrong usage, or a kubeconfig that cannot be read",
            "3:nothing was examined: neither AWS nor the cluster answered",
            "70:a bug in eniguard"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DoctorCommand implements Callable<Integer> {

    private static final Duration SHORTEST = Duration.ofSeconds(3);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The AWS region to ask. Default: as the AWS CLI has it, else where the nodes run.")
    private @Nullable String region;

    @Option(
            names = "--cluster-name",
            paramLabel = "NAME",
            description = "The cluster as EKS knows it. Default: as its nodes' instances are tagged.")
    private @Nullable String clusterName;

    @Option(
            names = "--vpc-id",
            paramLabel = "ID",
            description = "The cluster's VPC. Default: as EKS or a node tells it.")
    private @Nullable String vpcId;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            defaultValue = "eniguard",
            description = "Where eniguard is installed. Default: ${DEFAULT-VALUE}.")
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
            description =
                    "How long all of it may take; what has not answered by then is unknown. Default: ${DEFAULT-VALUE}.")
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
                    "%d s is too short: at least %d s".formatted(timeout.toSeconds(), SHORTEST.toSeconds()));
        }
        KubeconfigFiles.check();
        DoctorReport report = Doctor.examine(new Question(
                new AwsSettings(
                        Optional.ofNullable(region), Optional.ofNullable(vpcId), Optional.ofNullable(clusterName)),
                installation(),
                rules.parameters(),
                timeout));
        reporting.print(report);
        if (reporting.failOn().isReachedBy(report)) {
            return ExitCodes.FINDINGS;
        }
        return report.anythingExamined() ? ExitCodes.OK : ExitCodes.NOTHING;
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
