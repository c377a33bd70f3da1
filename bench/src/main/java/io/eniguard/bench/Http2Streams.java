package io.eniguard.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameStreamEvent;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An HTTP/2 connection with a fixed number of lanes. It is the last handler of its pipeline. */
final class Http2Streams extends Http2ChannelDuplexHandler {
    private final List<StreamLane> lanes;
    private final Map<Http2FrameStream, StreamLane> underWay = new HashMap<>();
    private @Nullable ChannelHandlerContext context;
    private boolean isGoingAway;

    Http2Streams(int streams) {
        lanes = Stream.generate(StreamLane::new).limit(streams).toList();
    }

    List<? extends Lane> lanes() {
        return lanes;
    }

    @Override
    protected void handlerAdded0(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext current, Object frame) {
        try {
            if (frame instanceof Http2HeadersFrame headers) {
                StreamLane lane = underWay.get(headers.stream());
                if (lane != null) {
                    lane.headers(headers);
                }
            } else if (frame instanceof Http2DataFrame data) {
                StreamLane lane = underWay.get(data.stream());
                var unused = current.write(
                        new DefaultHttp2WindowUpdateFrame(data.initialFlowControlledBytes()).stream(data.stream()));
                if (lane != null) {
                    lane.data(data);
                }
            } else if (frame instanceof Http2GoAwayFrame) {
                isGoingAway = true;
            } else if (frame instanceof Http2ResetFrame reset) {
                StreamLane lane = underWay.remove(reset.stream());
                if (lane != null) {
                    lane.exchange().failed(lane, "the server reset the stream, error " + reset.errorCode());
                }
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext current, Object event) {
        // After a GOAWAY, the codec closes the streams that the server will not answer, without any other event.
        if (event instanceof Http2FrameStreamEvent change && change.stream().state() == Http2Stream.State.CLOSED) {
            StreamLane lane = underWay.remove(change.stream());
            if (lane != null) {
                lane.exchange().failed(lane, "the stream was closed without an answer");
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext current) {
        // A single flush sends the next requests and the window updates for all answers of this read.
        current.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext current) {
        loseAll("the server closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext current, Throwable cause) {
        loseAll(cause.toString());
        var unused = current.close();
    }

    private void loseAll(String why) {
        List<StreamLane> lost = List.copyOf(underWay.values());
        underWay.clear();
        lost.forEach(lane -> lane.exchange().lost(why));
    }

    /** Reads one answer at a time; each answer has its own stream. */
    private final class StreamLane implements Lane {
        private final ByteBuf body = Unpooled.buffer(512);
        private @Nullable SentRequest exchange;
        private int status;

        @Override
        public void send(SentRequest next) {
            ChannelHandlerContext connection = context;
            if (connection == null || isGoingAway || !connection.channel().isActive()) {
                next.lost("the server closed the connection");
                return;
            }
            exchange = next;
            status = 0;
            body.clear();
            Http2FrameStream stream = newStream();
            underWay.put(stream, this);
            // If this write fails, the write of the body fails too, so the failure is reported only once.
            var unused =
                    connection.write(new DefaultHttp2HeadersFrame(next.request().http2(), false).stream(stream));
            ChannelFuture sent = connection.writeAndFlush(
                    new DefaultHttp2DataFrame(next.request().body(), true).stream(stream));
            sent.addListener(done -> {
                if (!done.isSuccess() && underWay.remove(stream) != null) {
                    next.failed(this, String.valueOf(done.cause()));
                }
            });
        }

        void headers(Http2HeadersFrame frame) {
            CharSequence code = frame.headers().status();
            status = code == null ? status : Integer.parseInt(code.toString());
            if (frame.isEndStream()) {
                complete(frame.stream());
            }
        }

        void data(Http2DataFrame frame) {
            body.writeBytes(frame.content());
            if (frame.isEndStream()) {
                complete(frame.stream());
            }
        }

        private void complete(Http2FrameStream stream) {
            underWay.remove(stream);
            exchange().answered(this, status, body);
        }

        SentRequest exchange() {
            if (exchange == null) {
                throw new IllegalStateException("an answer without a request");
            }
            return exchange;
        }
    }
}
