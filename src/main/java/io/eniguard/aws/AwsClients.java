package io.eniguard.aws;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients of one region. Retries adapt: each throttled answer slows down all calls of the client.
 */
public final class AwsClients implements AutoCloseable {

    /** How long a call may take at most, with all its attempts. */
    public static final Duration CALL = Duration.ofSeconds(30);

    private static final int ATTEMPTS = 4;

    private final boolean isWatched;
    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final Ec2Client ec2;
    private final EksClient eks;
    private final StsClient sts;

    /** @throws CallFailedException when the region or an endpoint that somebody set cannot be one */
    public AwsClients(String region, AwsAccess access, CallObserver observer) throws CallFailedException {
        try {
            isWatched = access.answers().isPresent();
            http = access.http().get();
            credentials = access.credentials().get();
            ec2 = configured(Ec2Client.builder(), region, access, observer).build();
            eks = configured(EksClient.builder(), region, access, observer).build();
            sts = configured(StsClient.builder(), region, access, observer).build();
        } catch (RuntimeException e) {
            // The SDK throws several kinds of them at variables and profiles that it cannot use.
            throw AwsFailures.setUp(e);
        }
    }

    private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(
            B builder, String region, AwsAccess access, CallObserver observer) {
        access.endpoint().ifPresent(builder::endpointOverride);
        ClientOverrideConfiguration.Builder calls = ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(AwsAccess.ATTEMPT)
                .apiCallTimeout(CALL)
                .retryStrategy(AwsRetryStrategy.adaptiveRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build())
                .addExecutionInterceptor(new StreamedAnswer.Interceptor())
                .addMetricPublisher(new CallMetrics(observer));
        // Who wants to see answers has each of them converted as a whole.
        access.answers().map(AnswerObserver.Interceptor::new).ifPresent(calls::addExecutionInterceptor);
        access.clock().ifPresent(calls::addExecutionInterceptor);
        return builder.region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(calls.build());
    }

    /** @throws CallFailedException when there are none */
    public void requireCredentials() throws CallFailedException {
        try {
            credentials.resolveCredentials();
        } catch (RuntimeException e) {
            throw AwsFailures.credentials(e);
        }
    }

    /** Whether somebody wants to see answers. */
    public boolean isWatched() {
        return isWatched;
    }

    public Ec2Client ec2() {
        return ec2;
    }

    public EksClient eks() {
        return eks;
    }

    public StsClient sts() {
        return sts;
    }

    @Override
    public void close() {
        ec2.close();
        eks.close();
        sts.close();
        http.close();
    }
}
