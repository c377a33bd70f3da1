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
 * Closes an HTTP/1.1 connection in three cases: the head of a request is not complete after ten seconds, a request arrives before the
 * previous request is answered, or a request arrives while the client does not read the answers. API servers never cause these cases.
 * Without this class, Vert.x would keep any number of requests and answers in memory. Idle connections have a separate limit. Used only on
 * the connection's event loop.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** The name of the Vert.x handler that reads HTTP/1.1 requests. HTTP/2 connections do not have this handler. */
    private static final String DECODER = "httpDecoder";

    private @Nullable Future<?> timer;
    private @Nullable HttpServerRequest underWay;

    /** Starts to watch the connection. Returns empty for HTTP/2, since Netty limits the size and the number of frames of an HTTP/2 head. */
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

    /** Returns whether a complete request is not yet answered. In this case, further data belongs to the next request. */
    private boolean isAhead() {
        return underWay != null && underWay.isEnded();
    }

    /** Returns whether the head of a request has begun to arrive but is not complete. */
    boolean isHeadArriving() {
        return timer != null;
    }

    void headArrived(HttpServerRequest request) {
        underWay = request;
        cancel();
    }

    void requestAnswered() {
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
