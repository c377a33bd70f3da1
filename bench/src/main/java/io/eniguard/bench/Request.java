package io.eniguard.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;

/** A review as bytes. The bytes are generated once, so that sending a review costs no more than its encryption. */
final class Request {
    private final Review review;
    private final ByteBuf body;
    private final ByteBuf http1;
    private final Http2Headers http2;
    private final byte[] uid;

    Request(Review review, ServerAddress endpoint) {
        this.review = review;
        byte[] json = review.json().getBytes(StandardCharsets.UTF_8);
        // An API server also accepts gzip. This request does not, because compression would take up the server's time.
        String head = """
                POST %s HTTP/1.1\r
                Host: %s\r
                User-Agent: kube-apiserver-admission\r
                Content-Length: %d\r
                Accept: application/json, */*\r
                Content-Type: application/json\r
                \r
                """.formatted(path(), endpoint.authority(), json.length);
        body = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(json));
        http1 = Unpooled.unreleasableBuffer(
                Unpooled.copiedBuffer(Unpooled.copiedBuffer(head, StandardCharsets.US_ASCII), body.duplicate()));
        http2 = new DefaultHttp2Headers(false)
                .method("POST")
                .scheme("https")
                .authority(endpoint.authority())
                .path(path())
                .add("content-type", "application/json")
                .add("accept", "application/json, */*");
        uid = review.uid().getBytes(StandardCharsets.US_ASCII);
    }

    private String path() {
        return review.path() + "?timeout=3s";
    }

    /** The review without the head of the request. */
    ByteBuf body() {
        return body.duplicate();
    }

    /** The HTTP/2 headers of the request, which can be sent many times. */
    Http2Headers http2() {
        return http2;
    }

    /** The whole HTTP/1.1 request with head and body. */
    ByteBuf http1() {
        return http1.duplicate();
    }

    /** Returns whether the answer contains the uid of this review. Answers are short, so a plain search is cheap. */
    boolean isAnsweredBy(ByteBuf answer) {
        int last = answer.writerIndex() - uid.length;
        for (int start = answer.readerIndex(); start <= last; start++) {
            int matched = 0;
            while (matched < uid.length && answer.getByte(start + matched) == uid[matched]) {
                matched++;
            }
            if (matched == uid.length) {
                return true;
            }
        }
        return false;
    }
}
