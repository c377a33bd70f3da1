package io.eniguard.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits the number of connections to the webhooks' port. When the limit is exceeded, the least recently used idle connection is closed, so
 * that idle connections never prevent an API server from connecting. If every connection has a request in progress, the least recently used
 * connection is closed. API servers send a review in one piece, so the oldest request is unlikely to come from an API server. Safe for use
 * by several event loops.
 */
final class Connections {

    /**
     * The limit is the heap size divided by this number. An idle connection uses about 30 KB of memory, and a third of this memory is in
     * the heap, so idle connections use less than a tenth of the heap.
     */
    private static final long HEAP_BYTES_EACH = 128 << 10;

    private static final int MOST = 10_000;

    private final int limit;
    private final Map<Channel, OpenConnection> byLastUse = new LinkedHashMap<>(16, 0.75f, true);
    private final ListeningSockets sockets = new ListeningSockets(this::completeIfAllClosed);
    private Duration drainLimit = Duration.ZERO;
    private @Nullable Promise<Void> allClosed;

    Connections(int limit) {
        this.limit = limit;
    }

    /**
     * Creates a limit for the heap size. The limit is 512 connections for the native executable's heap of 64 MiB. An API server opens only
     * a few connections.
     */
    static Connections forHeap(long heapBytes) {
        return new Connections((int) Math.min(MOST, heapBytes / HEAP_BYTES_EACH));
    }

    /** Adds a connection after its TLS handshake. Called on the connection's event loop. */
    void opened(HttpConnection http) {
        OpenConnection connection = new OpenConnection(http);
        Channel surplus = add(connection);
        sockets.opened(connection.channel());
        connection.channel().closeFuture().addListener(closed -> forget(connection));
        if (surplus != null) {
            ChannelFuture unused = surplus.close();
        }
    }

    /** Records a request after its head has arrived. Called on the connection's event loop. */
    void used(HttpServerRequest request) {
        OpenConnection connection = began(request);
        if (connection == null) {
            return;
        }
        connection.deadline().ifPresent(deadline -> deadline.headArrived(request));
        if (isDraining() && connection.isHttp2()) {
            connection.closeAfterRequests(drainLimit);
        }
        request.response().headersEndHandler(head -> {
            if (isDraining() && !connection.isHttp2()) {
                // The header makes the client open a new connection, which goes to another replica.
                request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
        });
        // The end handler is called exactly once, even if the client disconnects.
        request.response().endHandler(ended -> {
            connection.deadline().ifPresent(HeadDeadline::requestAnswered);
            connection.count(-1);
            if (isDraining()) {
                connection.closeAfter(request, drainLimit);
            }
        });
    }

    /**
     * Stops accepting connections, and closes each open connection after its requests have been answered. Requests whose body is still
     * arriving are also answered. A connection that is still in the TLS handshake is closed after its first request.
     *
     * @param within the longest time that HTTP/2 connections may stay open
     * @return a future that completes when all connections are closed
     */
    Future<Void> drain(Duration within) {
        return sockets.close().compose(closed -> {
            Promise<Void> promise = Promise.promise();
            beginDraining(promise, within)
                    .forEach(connection ->
                            connection.channel().eventLoop().execute(() -> connection.closeAfterRequests(within)));
            completeIfAllClosed();
            return promise.future();
        });
    }

    private synchronized List<OpenConnection> beginDraining(Promise<Void> promise, Duration within) {
        drainLimit = within;
        allClosed = promise;
        return List.copyOf(byLastUse.values());
    }

    private synchronized boolean isDraining() {
        return allClosed != null;
    }

    private synchronized void completeIfAllClosed() {
        if (allClosed != null && byLastUse.isEmpty() && !sockets.hasHandshakes()) {
            allClosed.tryComplete();
        }
    }

    private synchronized @Nullable Channel add(OpenConnection connection) {
        byLastUse.put(connection.channel(), connection);
        if (byLastUse.size() <= limit) {
            return null;
        }
        return byLastUse.values().stream()
                .filter(OpenConnection::isIdle)
                .filter(idle -> !idle.equals(connection))
                .findFirst()
                .orElseGet(() -> byLastUse.values().iterator().next())
                .channel();
    }

    /** Counts a request. The look-up also marks the connection as the most recently used one. */
    private synchronized @Nullable OpenConnection began(HttpServerRequest request) {
        OpenConnection connection = byLastUse.get(OpenConnection.channel(request.connection()));
        if (connection != null) {
            connection.count(1);
        }
        return connection;
    }

    private void forget(OpenConnection connection) {
        synchronized (this) {
            byLastUse.remove(connection.channel());
        }
        completeIfAllClosed();
    }
}
