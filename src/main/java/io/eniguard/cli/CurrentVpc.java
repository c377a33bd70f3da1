package io.eniguard.cli;

import io.eniguard.aws.AnswerObserver;
import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallFailure;
import io.eniguard.aws.CallObserver;
import io.eniguard.aws.FailedCalls;
import io.eniguard.aws.MissingSetting;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.source.ec2.Reading;
import io.eniguard.source.ec2.VpcReader;
import io.eniguard.source.ec2.Wanted;
import io.eniguard.vpc.VpcSnapshot;
import java.util.List;
import java.util.function.Consumer;

/** Reads the VPC from EC2 once, for a command. */
final class CurrentVpc {

    /** The name of the source in messages. */
    private static final String NAME = "ec2";

    private CurrentVpc() {}

    /**
     * Reads the facts that the rules need.
     *
     * @param cluster the cluster, whose ENIConfigs and nodes decide which facts are read
     * @param warnings receives a line for each reason why facts are missing
     * @throws UnreadableInputException if all facts are missing
     */
    static VpcSnapshot read(AwsSettings settings, ClusterSnapshot cluster, Consumer<String> warnings)
            throws UnreadableInputException {
        return read(new VpcReader(settings, CallObserver.NOBODY), Wanted.by(cluster), warnings);
    }

    /**
     * Reads the same facts as {@link #read(AwsSettings, ClusterSnapshot, Consumer)}, and also the reservations of subnets that no ENIConfig
     * names yet.
     *
     * @param answers receives every answer of EC2 and EKS
     */
    static VpcSnapshot read(
            AwsSettings settings, ClusterSnapshot cluster, Consumer<String> warnings, AnswerObserver answers)
            throws UnreadableInputException {
        return read(
                new VpcReader(settings, CallObserver.NOBODY, answers),
                Wanted.by(cluster).withAllReservations(),
                warnings);
    }

    private static VpcSnapshot read(VpcReader opened, Wanted wanted, Consumer<String> warnings)
            throws UnreadableInputException {
        try (VpcReader reader = opened) {
            Reading reading = reader.read(wanted);
            boolean isBlind = !reading.snapshot().knowsAnything();
            List<InputProblem> problems = FailedCalls.grouped(reading.failures().values()).stream()
                    // If all facts are missing, the cluster name is missing only because another call failed, so
                    // setting the name would not help.
                    .filter(failure ->
                            !isBlind || failure.setting().stream().noneMatch(MissingSetting.CLUSTER_NAME::equals))
                    .map(failure -> new InputProblem(NAME, withFix(failure)))
                    .toList();
            if (isBlind) {
                throw new UnreadableInputException(problems);
            }
            problems.forEach(problem -> warnings.accept(problem.toString()));
            return reading.snapshot();
        }
    }

    private static String withFix(CallFailure failure) {
        return failure.setting()
                .map(setting -> "%s. Fix: %s".formatted(failure.reason(), setting.fix()))
                .orElse(failure.reason());
    }
}
