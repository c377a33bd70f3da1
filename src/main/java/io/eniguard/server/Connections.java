package io.eniguard.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the webhooks' port, limited in number. When there are too many, the one that has been without a request for the
 * longest time is closed, so that connections that only sit there never keep an API server out. Used by all event loops.
 */
final class Connections {

    /** An idle connection takes some 30 KB, a third of it in the heap. */
    private static final long HEAP_BYTES_EACH = 128 << 10;

    private static final int MOST = 10_000;

    private final int limit;
    private final Map<Channel, Optional<HeadDeadline>> byLastUse = new LinkedHashMap<>(16, 0.75f, true);

    Connections(int limit) {
        this.limit = limit;
    }

    /** 512 for the native executable's 64 MiB; API servers have a few each. */
    static Connections forHeap(long heapBytes) {
        return new Connections((int) Math.min(MOST, heapBytes / HEAP_BYTES_EACH));
    }

    /** Called on the connection's event loop, once its TLS handshake is over. */
    void opened(HttpConnection connection) {
        Channel channel = channel(connection);
        Optional<HeadDeadline> deadline = HeadDeadline.on(channel.pipeline());
        channel.closeFuture().addListener(closed -> forget(channel));
        Channel surplus = add(channel, deadline);
        if (surplus != null) {
            ChannelFuture unused = surplus.close();
        }
    }

    /** Called on the connection's event loop for each request, once its head has come. */
    void used(HttpServerRequest request) {
        deadline(channel(request.connection())).ifPresent(deadline -> {
            deadline.headHasCome();
            request.response().endHandler(ended -> deadline.requestHasEnded());
        });
    }

    private synchronized @Nullable Channel add(Channel channel, Optional<HeadDeadline> deadline) {
        byLastUse.put(channel, deadline);
        return byLastUse.size() > limit ? byLastUse.keySet().iterator().next() : null;
    }

    /** Looking an entry up makes it the one used last. */
    private synchronized Optional<HeadDeadline> deadline(Channel channel) {
        return byLastUse.getOrDefault(channel, Optional.empty());
    }

    private synchronized void forget(Channel channel) {
        byLastUse.remove(channel);
    }

    /** Vert.x has no public way from a connection to its channel. */
    private static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }
}
