package io.eniguard.aws;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.Header;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Has the JDK keep a request's body until the answer is there. The SDK names the body's length, by which the JDK streams it, and of an
 * answer with status 401 to a streamed request the JDK throws the body away (HttpURLConnection, HttpRetryException). EC2's error code is in
 * that body. The requests are small.
 */
final class BufferedRequests implements SdkHttpClient {

    private final SdkHttpClient http;

    BufferedRequests(SdkHttpClient http) {
        this.http = http;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        // The JDK sets the same length by itself, so a signature that covers it holds.
        return http.prepareRequest(HttpExecuteRequest.builder()
                .request(request.httpRequest().toBuilder()
                        .removeHeader(Header.CONTENT_LENGTH)
                        .build())
                .contentStreamProvider(request.contentStreamProvider().orElse(null))
                .metricCollector(request.metricCollector().orElse(null))
                .build());
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {
        http.close();
    }
}
