package io.eniguard.server;

import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A connection after its TLS handshake. Any thread may call {@link #isIdle} and {@link #channel()}. All other methods are called on the
 * connection's event loop.
 */
final class OpenConnection {

    private static final long PATIENCE_SECONDS = 2;

    private final HttpConnection connection;
    private final Optional<HeadDeadline> deadline;
    private volatile int requests;

    OpenConnection(HttpConnection connection) {
        this.connection = connection;
        this.deadline = HeadDeadline.on(channel(connection).pipeline());
    }

    /** Returns the channel of a connection. Vert.x has no public method that returns the channel. */
    static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    Channel channel() {
        return channel(connection);
    }

    Optional<HeadDeadline> deadline() {
        return deadline;
    }

    /** Returns whether no request is in progress. */
    boolean isIdle() {
        return requests == 0;
    }

    // Only the connection's event loop writes the number.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void count(int change) {
        requests += change;
    }

    boolean isHttp2() {
        return deadline.isEmpty();
    }

    /**
     * Closes the connection after an answered request. If the client is still sending, the connection stays open for two more seconds, so
     * that the client can read the answer.
     */
    void closeAfter(HttpServerRequest answered, Duration limit) {
        if (answered.isEnded()) {
            closeAfterRequests(limit);
        } else {
            ScheduledFuture<?> unused =
                    channel().eventLoop().schedule(() -> closeAfterRequests(limit), PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /**
     * Closes the connection after all requests in progress, including a request whose head is still arriving. While an HTTP/1.1 connection
     * has such a request, this method does nothing, and must be called again after the answer. An HTTP/2 client receives a GOAWAY frame
     * with the id of the last request that will be answered, so the client can safely repeat later requests on another connection.
     */
    void closeAfterRequests(Duration limit) {
        if (isHttp2()) {
            Future<Void> unused = connection.shutdown(limit.toMillis(), TimeUnit.MILLISECONDS);
        } else if (isIdle() && !deadline.get().isHeadArriving()) {
            Future<Void> unused = connection.close();
        }
    }
}
