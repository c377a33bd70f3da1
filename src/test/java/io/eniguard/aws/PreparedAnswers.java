package io.eniguard.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** An HTTP client of the SDK that returns prepared answers of EC2. */
final class PreparedAnswers implements SdkHttpClient {

    private final Queue<HttpExecuteResponse> next = new ArrayDeque<>();
    String lastRequest = "";

    void next(int status, String xml) {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        next.add(HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder().statusCode(status).build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build());
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                lastRequest = new String(
                        request.contentStreamProvider()
                                .orElseThrow()
                                .newStream()
                                .readAllBytes(),
                        StandardCharsets.UTF_8);
                return next.remove();
            }

            @Override
            public void abort() {}
        };
    }

    @Override
    public void close() {}
}
