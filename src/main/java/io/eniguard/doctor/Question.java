package io.eniguard.doctor;

import io.eniguard.aws.AwsSettings;
import io.eniguard.world.Parameters;
import java.time.Duration;

/**
 * What to look at.
 *
 * @param ec2 where to look in AWS, as far as told
 * @param parameters of the rules that the cluster's objects are reviewed with
 * @param limit for all of it; what has not answered by then is unknown
 */
public record Question(AwsSettings ec2, Installation installation, Parameters parameters, Duration limit) {}
