package io.eniguard.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the sockets that accept connections, and the accepted connections that are still in the TLS handshake. Vert.x closes sockets only
 * together with all of their connections, so this class closes the sockets earlier through Netty. A socket is added after the TLS handshake
 * of its first connection. Safe for use by several event loops.
 */
final class ListeningSockets {

    private final Runnable whenHandshakeEnds;
    private final Set<Channel> sockets = new HashSet<>();
    private final Set<Channel> inHandshake = new HashSet<>();

    /** @param whenHandshakeEnds called when a connection is closed during its TLS handshake */
    ListeningSockets(Runnable whenHandshakeEnds) {
        this.whenHandshakeEnds = whenHandshakeEnds;
    }

    /** Records that the TLS handshake of a connection has ended. */
    synchronized void opened(Channel connection) {
        inHandshake.remove(connection);
        Channel socket = connection.parent();
        if (socket != null && sockets.add(socket)) {
            socket.pipeline().addFirst(new AcceptWatch());
        }
    }

    /** Returns whether an accepted connection is still in the TLS handshake. */
    synchronized boolean hasHandshakes() {
        return !inHandshake.isEmpty();
    }

    /** Closes the sockets, so that no further connections are accepted. Open connections stay open. */
    Future<Void> close() {
        List<Future<Void>> closed;
        synchronized (this) {
            closed = sockets.stream().map(ListeningSockets::close).toList();
        }
        return Future.join(closed).mapEmpty();
    }

    private static Future<Void> close(Channel socket) {
        Promise<Void> closed = Promise.promise();
        socket.close().addListener(done -> closed.complete());
        return closed.future();
    }

    private synchronized void accepted(Channel connection) {
        inHandshake.add(connection);
        connection.closeFuture().addListener(closed -> forget(connection));
    }

    private void forget(Channel connection) {
        synchronized (this) {
            if (!inHandshake.remove(connection)) {
                return;
            }
        }
        whenHandshakeEnds.run();
    }

    /** Records each accepted connection before Vert.x receives it. */
    private final class AcceptWatch extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Channel connection) {
                accepted(connection);
            }
            context.fireChannelRead(message);
        }
    }
}
