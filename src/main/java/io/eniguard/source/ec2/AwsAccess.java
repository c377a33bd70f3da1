package io.eniguard.source.ec2;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * How AWS is reached.
 *
 * @param endpoint of all services; empty: as the SDK has it, which may be told by {@code AWS_ENDPOINT_URL_EC2} and the like
 * @param credentials made when they are first needed
 * @param answers is shown what AWS answers
 */
record AwsAccess(Optional<URI> endpoint, Supplier<AwsCredentialsProvider> credentials, AnswerObserver answers) {

    /** The SDK's chain: roles of service accounts, Pod Identity, instance profiles, variables, profiles. */
    static final AwsAccess DEFAULT = new AwsAccess(
            Optional.empty(), () -> DefaultCredentialsProvider.builder().build());

    AwsAccess(Optional<URI> endpoint, Supplier<AwsCredentialsProvider> credentials) {
        this(endpoint, credentials, AnswerObserver.NOBODY);
    }

    AwsAccess shownTo(AnswerObserver observer) {
        return new AwsAccess(endpoint, credentials, observer);
    }
}
