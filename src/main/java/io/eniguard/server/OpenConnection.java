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

/** A connection after its TLS handshake. The methods are called on the connection's event loop, except that any thread may read the counts. */
final class OpenConnection {

    private static final long PATIENCE_SECONDS = 2;

    private final HttpConnection connection;
    private final Optional<HeadDeadline> deadline;
    private volatile int requests;

    OpenConnection(HttpConnection connection) {
        this.connection = connection;
        this.deadline = HeadDeadline.on(channel(connection).pipeline());
    }

    /** Returns the channel of a connection, for which Vert.x has no public method. */
    static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    Channel channel() {
        return channel(connection);
    }

    Optional<HeadDeadline> deadline() {
        return deadline;
    }

    /** Whether no request is in progress. */
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
     * Closes the connection after an answered request. A client that is still sending gets two seconds more, since it could not read the
     * answer if the connection were closed now.
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
     * Closes the connection after the requests in progress, including a request whose head is still arriving. An HTTP/2 client gets a GOAWAY
     * with the last request that will be answered, so it can safely repeat later requests on another connection.
     */
    void closeAfterRequests(Duration limit) {
        if (isHttp2()) {
            Future<Void> unused = connection.shutdown(limit.toMillis(), TimeUnit.MILLISECONDS);
        } else if (isIdle() && !deadline.get().isHeadArriving()) {
            Future<Void> unused = connection.close();
        }
    }
}
