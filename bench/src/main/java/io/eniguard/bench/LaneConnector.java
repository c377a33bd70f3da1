package io.eniguard.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Opens connections to a server over TLS. */
record LaneConnector(ServerAddress endpoint, NioEventLoopGroup loop) {
    private static final int LONGEST_ANSWER = 1 << 20;

    /** Opens the connections for a number of concurrent requests. */
    List<Lane> open(Protocol protocol, int atOnce) throws IOException {
        List<Lane> lanes = new ArrayList<>();
        SslContext tls = tls(protocol);
        switch (protocol) {
            case HTTP_1_1 -> {
                for (int i = 0; i < atOnce; i++) {
                    var lane = new Http1Lane();
                    connect(tls, protocol, new HttpResponseDecoder(), new HttpObjectAggregator(LONGEST_ANSWER), lane);
                    lanes.add(lane);
                }
            }
            case HTTP_2 -> {
                var streams = new Http2Streams(atOnce);
                // Answers arrive in bundles, so the following requests are also sent in one write.
                var bundles = new FlushConsolidationHandler();
                connect(
                        tls,
                        protocol,
                        bundles,
                        Http2FrameCodecBuilder.forClient().build(),
                        streams);
                lanes.addAll(streams.lanes());
            }
        }
        return lanes;
    }

    private void connect(SslContext tls, Protocol protocol, ChannelHandler... handlers) throws IOException {
        var bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(tls.newHandler(channel.alloc()))
                                .addLast(handlers);
                    }
                });
        try {
            Channel channel = bootstrap
                    .connect(ServerAddress.HOST, endpoint.port())
                    .sync()
                    .channel();
            SslHandler handler = channel.pipeline().get(SslHandler.class);
            handler.handshakeFuture().sync();
            if (protocol == Protocol.HTTP_2 && !protocol.alpn().equals(handler.applicationProtocol())) {
                throw new IOException("%s does not support HTTP/2".formatted(endpoint.authority()));
            }
        } catch (InterruptedException e) {
            throw LoadGenerator.interrupted(e);
        }
    }

    private static SslContext tls(Protocol protocol) throws IOException {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        protocol.alpn()))
                .build();
    }
}
