package io.eniguard.server;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes an HTTP/1.1 connection that API servers would never use so: the head of a request begins to come in and does not end, a request
 * follows before the last one is answered, or more requests come while answers are not read. Vert.x would keep any number of requests and
 * answers in memory. A connection on which nothing comes in is idle, which has a limit of its own. Lives on the connection's event loop.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Vert.x' name for the handler that reads requests. HTTP/2 has none: what it reads are frames of many requests. */
    private static final String DECODER = "httpDecoder";

    private @Nullable Future<?> timer;
    private @Nullable HttpServerRequest underWay;

    /** Watches the connection; empty where it speaks HTTP/2, whose heads are limited in size and number of frames. */
    static Optional<HeadDeadline> on(ChannelPipeline pipeline) {
        if (pipeline.get(DECODER) == null) {
            return Optional.empty();
        }
        HeadDeadline deadline = new HeadDeadline();
        pipeline.addBefore(DECODER, "headDeadline", deadline);
        return Optional.of(deadline);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isAhead() || !context.channel().isWritable()) {
            ReferenceCountUtil.release(message);
            close(context);
            return;
        }
        if (underWay == null && timer == null) {
            timer = context.executor().schedule(() -> close(context), LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancel();
        context.fireChannelInactive();
    }

    /** Whether a request is whole and not answered, so that whatever comes now belongs to the next one. */
    private boolean isAhead() {
        return underWay != null && underWay.isEnded();
    }

    void headHasCome(HttpServerRequest request) {
        underWay = request;
        cancel();
    }

    void requestIsAnswered() {
        underWay = null;
    }

    private static void close(ChannelHandlerContext context) {
        ChannelFuture unused = context.close();
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
