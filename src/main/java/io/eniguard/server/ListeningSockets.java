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
 * The sockets that accept connections. Vert.x closes them only together with all of their connections, so this class uses Netty's channels
 * to close them earlier. It also knows the connections that have been accepted but are still in the TLS handshake. A socket is known after
 * its first handshake. Used by all event loops.
 */
final class ListeningSockets {

    private final Runnable whenHandshakeEnds;
    private final Set<Channel> sockets = new HashSet<>();
    private final Set<Channel> inHandshake = new HashSet<>();

    /** @param whenHandshakeEnds called when a connection has left {@link #hasHandshakes} because it was closed */
    ListeningSockets(Runnable whenHandshakeEnds) {
        this.whenHandshakeEnds = whenHandshakeEnds;
    }

    /** Called after the handshake of a connection. */
    synchronized void opened(Channel connection) {
        inHandshake.remove(connection);
        Channel socket = connection.parent();
        if (socket != null && sockets.add(socket)) {
            socket.pipeline().addFirst(new AcceptWatch());
        }
    }

    /** Whether an accepted connection is still in the TLS handshake. */
    synchronized boolean hasHandshakes() {
        return !inHandshake.isEmpty();
    }

    /** Closes the sockets, so that no further connections are accepted. The connections stay open. */
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

    /** Sees each connection that a socket accepts, before Vert.x does. */
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
