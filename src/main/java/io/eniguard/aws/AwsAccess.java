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
 * The endpoint, the credentials and the HTTP client of connections to AWS.
 *
 * @param endpoint the endpoint of all services; empty for the SDK's endpoints, which {@code AWS_ENDPOINT_URL_EC2} and similar variables
 *     override
 * @param credentials creates the source of the credentials
 * @param answers receives each answer of AWS, if present
 * @param clock compares the local clock with AWS' clock, if present
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
     * The SDK's chain: variables, roles of service accounts, profiles, Pod Identity, instance profiles. The chain is searched anew each
     * time. Otherwise eniguard would keep the role of its node if STS could not be reached at the start.
     */
    public static final AwsAccess DEFAULT = new AwsAccess(
            Optional.empty(),
            () -> DefaultCredentialsProvider.builder()
                    .reuseLastProviderEnabled(false)
                    .build());

    public AwsAccess(Optional<URI> endpoint, Supplier<AwsCredentialsProvider> credentials) {
        this(endpoint, credentials, Optional.empty(), Optional.empty(), AwsAccess::connections);
    }

    /** Sends all requests through a client that ignores credentials. */
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
