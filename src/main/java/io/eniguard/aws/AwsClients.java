package io.eniguard.aws;

import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The AWS clients of one region. Retries are adaptive: after a throttled call, a client slows down all its calls. */
public final class AwsClients implements AutoCloseable {

    /** The time limit of a call, including all attempts. */
    public static final Duration CALL = Duration.ofSeconds(30);

    private static final int ATTEMPTS = 4;

    private final boolean isWatched;
    private final SdkHttpClient http;
    private final TimedCredentials credentials;
    private final Ec2Client ec2;
    private final EksClient eks;
    private final StsClient sts;

    /** @throws CallFailedException when the region or an endpoint is invalid */
    public AwsClients(String region, AwsAccess access, CallObserver observer) throws CallFailedException {
        try {
            isWatched = access.answers().isPresent();
            http = access.http().get();
            credentials = new TimedCredentials(access.credentials().get());
            ec2 = configured(Ec2Client.builder(), region, access, observer).build();
            eks = configured(EksClient.builder(), region, access, observer).build();
            sts = configured(StsClient.builder(), region, access, observer).build();
        } catch (RuntimeException e) {
            // The SDK throws several kinds of exceptions for invalid variables and profiles.
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
        access.answers().map(AnswerObserver.Interceptor::new).ifPresent(calls::addExecutionInterceptor);
        access.clock().ifPresent(calls::addExecutionInterceptor);
        return builder.region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(calls.build());
    }

    /**
     * Resolves the credentials.
     *
     * @throws CallFailedException if no credentials are found, or if they are not resolved within the limit
     */
    public void requireCredentials(Duration limit) throws CallFailedException {
        credentials.resolve(limit);
    }

    /**
     * Makes a call, and returns the answer. The limit includes the time to resolve the credentials and the time of all attempts.
     *
     * @param action the action as IAM spells it, such as {@code ec2:DescribeSubnets}
     * @param request sends the request with the given configuration
     */
    public <T> T call(String action, CallLimit limit, Function<AwsRequestOverrideConfiguration, T> request)
            throws CallFailedException {
        CallLimit end = CallLimit.together(limit.remaining());
        credentials.resolve(required(action, end));
        AwsRequestOverrideConfiguration configuration = AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(required(action, end))
                .build();
        try {
            return request.apply(configuration);
        } catch (RuntimeException e) {
            throw AwsFailures.of(action, e);
        }
    }

    private static Duration required(String action, CallLimit end) throws CallFailedException {
        Duration left = end.remaining();
        if (left.isNegative() || left.isZero()) {
            throw new CallFailedException(
                    CallFailure.of(FailureKind.TIMEOUT, action, "no time was left for " + action), null);
        }
        return left;
    }

    /** Returns whether an {@link AnswerObserver} receives the answers. */
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
