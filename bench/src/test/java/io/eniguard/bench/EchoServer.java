package io.eniguard.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SelfSignedCertificate;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A TLS server that answers each request with its own body, and can simulate faults. */
final class EchoServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final SelfSignedCertificate certificate = SelfSignedCertificate.create();
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private volatile Duration stall = Duration.ZERO;
    private volatile int status = 200;
    private volatile boolean isChunked;
    private volatile boolean isDropping;
    private volatile int together;

    EchoServer() {
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(ServerAddress.HOST)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(certificate.keyCertOptions()))
                .connectionHandler(connections::add)
                .requestHandler(request -> request.bodyHandler(body -> take(request, body)))
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    ServerAddress endpoint() {
        return new ServerAddress(server.actualPort());
    }

    int requests() {
        return requests.get();
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** Holds all answers back until this number of requests has arrived. */
    void holdUntilUnderWay(int requests) {
        together = requests;
    }

    void stallOnce(Duration first) {
        stall = first;
    }

    void answerInChunks() {
        isChunked = true;
    }

    void answerWith(int code) {
        status = code;
    }

    void dropConnectionsAtFirstRequest() {
        isDropping = true;
    }

    private void take(HttpServerRequest request, Buffer body) {
        requests.incrementAndGet();
        mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        if (isDropping) {
            connections.forEach(HttpConnection::close);
        } else if (underWay.get() < together) {
            held.add(() -> answer(request, body));
        } else if (stall.isZero()) {
            together = 0;
            answer(request, body);
            held.forEach(Runnable::run);
            held.clear();
        } else {
            vertx.setTimer(stall.toMillis(), timer -> answer(request, body));
            stall = Duration.ZERO;
        }
    }

    private void answer(HttpServerRequest request, Buffer body) {
        underWay.decrementAndGet();
        HttpServerResponse response = request.response().setStatusCode(status);
        if (isChunked) {
            response.setChunked(true);
            var unused = response.write(body.slice(0, 3));
            var unusedToo = response.end(body.slice(3, body.length()));
        } else {
            var unused = response.end(body);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        certificate.delete();
    }
}
