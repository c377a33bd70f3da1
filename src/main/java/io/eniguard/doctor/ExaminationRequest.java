package io.eniguard.doctor;

import io.eniguard.aws.AwsSettings;
import io.eniguard.world.Parameters;
import java.time.Duration;

/**
 * What to examine.
 *
 * @param ec2 the settings of AWS that somebody gave
 * @param parameters of the rules that the cluster's objects are reviewed with
 * @param limit for the whole examination; a question that is not answered by then is a gap
 * @param options of the command line, for the commands in fixes
 */
public record ExaminationRequest(
        AwsSettings ec2, Installation installation, Parameters parameters, Duration limit, GivenOptions options) {

    /**
     * Options of the command line that commands in fixes repeat, each with a blank before it; empty for none.
     *
     * @param ofDoctor all options but {@code --region}
     * @param ofCheck the options that {@code check} takes as well
     */
    public record GivenOptions(String ofDoctor, String ofCheck) {

        public static final GivenOptions NONE = new GivenOptions("", "");
    }
}
