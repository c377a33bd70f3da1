package io.eniguard.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits the number of connections to the webhooks' port. When there are too many, the connection that has been without a request for the
 * longest time is closed, so that idle connections never prevent an API server from connecting. If every connection has a request in
 * progress, the one whose last request started first is closed: API servers send a review in one go, so the slowest request is unlikely to
 * be from an API server. Used by all event loops.
 */
final class Connections {

    /** The heap size divided by this number is the limit. An idle connection takes about 30 KB, a third of it in the heap. */
    private static final long HEAP_BYTES_EACH = 128 << 10;

    private static final int MOST = 10_000;

    private final int limit;
    private final Map<Channel, Connection> byLastUse = new LinkedHashMap<>(16, 0.75f, true);
    private int requestsUnderWay;
    private @Nullable Promise<Void> allAnswered;

    Connections(int limit) {
        this.limit = limit;
    }

    /** Allows 512 connections for the native executable's heap of 64 MiB. An API server opens only a few. */
    static Connections forHeap(long heapBytes) {
        return new Connections((int) Math.min(MOST, heapBytes / HEAP_BYTES_EACH));
    }

    private static final class Connection {
        private final Optional<HeadDeadline> deadline;
        private int requests;

        Connection(Optional<HeadDeadline> deadline) {
            this.deadline = deadline;
        }
    }

    /** Called on the connection's event loop after the TLS handshake. */
    void opened(HttpConnection connection) {
        Channel channel = channel(connection);
        Optional<HeadDeadline> deadline = HeadDeadline.on(channel.pipeline());
        Channel surplus = add(channel, new Connection(deadline));
        channel.closeFuture().addListener(closed -> forget(channel));
        if (surplus != null) {
            ChannelFuture unused = surplus.close();
        }
    }

    /** Called on the connection's event loop for each request, after its head has arrived. */
    void used(HttpServerRequest request) {
        Channel channel = channel(request.connection());
        Connection connection = began(channel);
        if (connection == null) {
            return;
        }
        if (isEnding() && request.version() != HttpVersion.HTTP_2) {
            // The header makes the client open its next connection, which goes to another replica.
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        connection.deadline.ifPresent(deadline -> deadline.headArrived(request));
        // The end handler is called exactly once, even if the client disconnects.
        request.response().endHandler(ended -> {
            connection.deadline.ifPresent(HeadDeadline::requestAnswered);
            ended(connection);
        });
    }

    /**
     * Returns a future that completes when all requests in progress have been answered, including requests whose body is still arriving.
     */
    synchronized Future<Void> allAnswered() {
        Promise<Void> promise = Promise.promise();
        allAnswered = promise;
        completeIfAllAnswered();
        return promise.future();
    }

    private synchronized boolean isEnding() {
        return allAnswered != null;
    }

    private void completeIfAllAnswered() {
        if (allAnswered != null && requestsUnderWay == 0) {
            allAnswered.tryComplete();
        }
    }

    private synchronized @Nullable Channel add(Channel channel, Connection connection) {
        byLastUse.put(channel, connection);
        if (byLastUse.size() <= limit) {
            return null;
        }
        return byLastUse.entrySet().stream()
                .filter(entry -> entry.getValue().requests == 0)
                .map(Map.Entry::getKey)
                .filter(idle -> !idle.equals(channel))
                .findFirst()
                .orElseGet(() -> byLastUse.keySet().iterator().next());
    }

    /** Counts a request. The look-up also makes the entry the most recently used one. */
    private synchronized @Nullable Connection began(Channel channel) {
        Connection connection = byLastUse.get(channel);
        if (connection != null) {
            connection.requests++;
            requestsUnderWay++;
        }
        return connection;
    }

    private synchronized void ended(Connection connection) {
        connection.requests--;
        requestsUnderWay--;
        completeIfAllAnswered();
    }

    private synchronized void forget(Channel channel) {
        byLastUse.remove(channel);
    }

    /** Returns the channel of a connection, for which Vert.x has no public method. */
    private static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }
}
