package io.eniguard.doctor;

import io.eniguard.aws.AwsSettings;
import io.eniguard.world.Parameters;
import java.time.Duration;

/**
 * The subject of an examination, and its limits.
 *
 * @param ec2 the given settings of AWS
 * @param installation where eniguard is installed
 * @param parameters the parameters of the rules that review the cluster's objects
 * @param limit the time for the whole examination; a question without an answer by then is a gap
 * @param options options of the command line, for the commands in fixes
 */
public record ExaminationRequest(
        AwsSettings ec2, Installation installation, Parameters parameters, Duration limit, GivenOptions options) {

    /**
     * Options of the command line that commands in fixes repeat, each after a blank. Empty if there are none.
     *
     * @param ofDoctor all options except {@code --region}
     * @param ofCheck the options that {@code check} has too
     */
    public record GivenOptions(String ofDoctor, String ofCheck) {

        public static final GivenOptions NONE = new GivenOptions("", "");
    }
}
