package io.eniguard.bench;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 connection. It is the last handler of its pipeline. */
final class Http1Lane extends SimpleChannelInboundHandler<FullHttpResponse> implements Lane {
    private @Nullable ChannelHandlerContext context;
    private @Nullable SentRequest underWay;

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void send(SentRequest exchange) {
        if (context == null || !context.channel().isActive()) {
            exchange.lost("the server closed an idle connection");
            return;
        }
        underWay = exchange;
        context.writeAndFlush(exchange.request().http1()).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext current, FullHttpResponse response) {
        SentRequest exchange = underWay;
        underWay = null;
        if (exchange != null) {
            exchange.answered(this, response.status().code(), response.content());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext current) {
        lose("the server closed the connection during a request");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext current, Throwable cause) {
        lose(cause.toString());
        var unused = current.close();
    }

    private void lose(String why) {
        SentRequest exchange = underWay;
        underWay = null;
        if (exchange != null) {
            exchange.lost(why);
        }
    }
}
