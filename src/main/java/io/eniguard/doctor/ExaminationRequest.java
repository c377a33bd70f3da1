package io.eniguard.doctor;

import io.eniguard.aws.AwsSettings;
import io.eniguard.policy.Parameters;
import java.time.Duration;

/**
 * The subject of an examination, and its limits.
 *
 * @param ec2 the AWS settings of the operator
 * @param installation the place where eniguard is installed
 * @param parameters the parameters of the rules that review the cluster's objects
 * @param limit the time limit of the whole examination; a question that is not answered in time becomes a gap
 * @param options the command-line options that commands in fixes repeat
 */
public record ExaminationRequest(
        AwsSettings ec2, Installation installation, Parameters parameters, Duration limit, GivenOptions options) {

    /**
     * The command-line options that commands in fixes repeat. Each option begins with a blank. A text is empty if there are no options.
     *
     * @param ofDoctor all options except {@code --region}
     * @param ofCheck the options that {@code check} also has
     */
    public record GivenOptions(String ofDoctor, String ofCheck) {

        public static final GivenOptions NONE = new GivenOptions("", "");
    }
}
