package io.eniguard.aws;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.Header;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Makes the JDK buffer request bodies. The SDK sets the content length, so the JDK would stream the body. If the answer to a streamed
 * request has the status 401, the JDK discards the answer's body (HttpURLConnection, HttpRetryException), and EC2's error code is lost.
 * Buffering uses little memory, because the requests are small.
 */
final class BufferedRequests implements SdkHttpClient {

    private final SdkHttpClient http;

    BufferedRequests(SdkHttpClient http) {
        this.http = http;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        // The JDK sets the same length, so a signature that covers the length stays valid.
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
