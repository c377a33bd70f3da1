package io.eniguard.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The endpoint, the credentials and the HTTP client for connections to AWS.
 *
 * @param endpoint the endpoint of all services; empty to use the SDK's endpoints, which variables such as {@code AWS_ENDPOINT_URL_EC2}
 *     override
 * @param credentials creates the source of the credentials
 * @param answers receives each answer from AWS; empty if no observer is needed
 * @param clock compares the local clock with AWS' clock; empty if no comparison is needed
 * @param http creates the HTTP client, which the caller closes
 */
public record AwsAccess(
        Optional<URI> endpoint,
        Supplier<AwsCredentialsProvider> credentials,
        Optional<AnswerObserver> answers,
        Optional<ClockReading> clock,
        Supplier<SdkHttpClient> http) {

    static final Duration CONNECT = Duration.ofSeconds(2);
    static final Duration ATTEMPT = Duration.ofSeconds(10);

    /**
     * Access with the SDK's default chain of credential sources: variables, roles of service accounts, profiles, Pod Identity and instance
     * profiles. The SDK searches the whole chain each time. If STS is unreachable when eniguard starts, the chain falls back to the role of
     * the node. If the SDK reused the last successful source, eniguard would keep this role even when STS can be reached again.
     */
    public static final AwsAccess DEFAULT = new AwsAccess(
            Optional.empty(),
            () -> DefaultCredentialsProvider.builder()
                    .reuseLastProviderEnabled(false)
                    .build());

    public AwsAccess(Optional<URI> endpoint, Supplier<AwsCredentialsProvider> credentials) {
        this(endpoint, credentials, Optional.empty(), Optional.empty(), AwsAccess::connections);
    }

    /** Returns access through the given HTTP client, with placeholder credentials. The client must ignore the credentials. */
    public static AwsAccess through(SdkHttpClient http) {
        return new AwsAccess(
                Optional.empty(),
                () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")),
                Optional.empty(),
                Optional.empty(),
                () -> http);
    }

    private static SdkHttpClient connections() {
        return new BufferedRequests(UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(ATTEMPT)
                .build());
    }

    public AwsAccess observedBy(AnswerObserver observer) {
        return new AwsAccess(endpoint, credentials, Optional.of(observer), clock, http);
    }

    public AwsAccess comparedBy(ClockReading reading) {
        return new AwsAccess(endpoint, credentials, answers, Optional.of(reading), http);
    }
}
