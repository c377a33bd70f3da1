package io.eniguard.cli;

import io.eniguard.aws.AnswerObserver;
import io.eniguard.aws.AwsSettings;
import io.eniguard.aws.CallObserver;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.source.ec2.Reading;
import io.eniguard.source.ec2.VpcReader;
import io.eniguard.source.ec2.Wanted;
import io.eniguard.vpc.VpcSnapshot;
import java.util.function.Consumer;

/** The VPC as EC2 tells it now. */
final class LiveVpc {

    /** Stands where otherwise a file is named. */
    private static final String NAME = "ec2";

    private LiveVpc() {}

    /**
     * @param cluster whose ENIConfigs and nodes say what to ask for
     * @param warnings takes a line on each thing that EC2 did not tell
     * @throws UnreadableInputException when it told nothing at all
     */
    static VpcSnapshot read(AwsSettings settings, ClusterSnapshot cluster, Consumer<String> warnings)
            throws UnreadableInputException {
        return read(new VpcReader(settings, CallObserver.NOBODY), Wanted.by(cluster), warnings);
    }

    /**
     * As {@link #read(AwsSettings, ClusterSnapshot, Consumer)}, with what objects may name that are not in the cluster yet.
     *
     * @param answers is shown what EC2 and EKS answer
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
            if (!reading.snapshot().knowsAnything()) {
                throw new UnreadableInputException(reading.reasons().stream()
                        .map(reason -> new InputProblem(NAME, reason))
                        .toList());
            }
            reading.reasons().forEach(reason -> warnings.accept(NAME + ": " + reason));
            return reading.snapshot();
        }
    }
}
