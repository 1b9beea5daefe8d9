package io.webgateway.agent.proxy.health;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;

/**
 * One request over HTTP/2, on a connection of its own. What a backend may send is bounded: a little
 * before the codec, so that no frame of any kind can go on for ever, and a window of a few bytes.
 */
final class Http2Question extends ChannelInboundHandlerAdapter {
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_HEAD_BYTES = 16 * 1024;
  private static final int WINDOW_BYTES = 16 * 1024;

  /** What is asked, and how the answer is judged. One for one question. */
  interface Exchange {
    /** The head of the request. */
    Http2Headers head();

    /** Its body; empty for none. */
    byte[] body();

    /**
     * A head, interim ones among them, or trailers.
     *
     * @param ends whether the stream ends with it
     */
    void headers(Http2Headers headers, boolean ends, Question.Answered answered);

    /** A part of the body. */
    void data(byte[] part, boolean ends, Question.Answered answered);
  }

  private final Exchange exchange;
  private final Once answered;

  private Http2Question(Exchange exchange, Once answered) {
    this.exchange = exchange;
    this.answered = answered;
  }

  /** A question. */
  static Question of(Exchange exchange) {
    return (channel, answered) -> ask(channel, exchange, answered);
  }

  private static void ask(Channel channel, Exchange exchange, Question.Answered answered) {
    Http2FrameCodecBuilder builder = Http2FrameCodecBuilder.forClient();
    builder.gracefulShutdownTimeoutMillis(0);
    Http2FrameCodec codec =
        builder
            .initialSettings(
                Http2Settings.defaultSettings()
                    .pushEnabled(false)
                    .initialWindowSize(WINDOW_BYTES)
                    .maxHeaderListSize(MAX_HEAD_BYTES))
            .build();
    Http2Question question = new Http2Question(exchange, new Once(answered));
    channel
        .pipeline()
        .addLast("cap", new Cap(question.answered))
        .addLast("http2", codec)
        .addLast("streams", new Http2MultiplexHandler(new NoStreams()))
        .addLast("check", new Whole(question.answered));
    new Http2StreamChannelBootstrap(channel)
        .handler(question)
        .open()
        .addListener((Future<Http2StreamChannel> opened) -> question.send(opened));
  }

  private void send(Future<Http2StreamChannel> opened) {
    if (!opened.isSuccess()) {
      answered.failed(CheckWords.NOT_HTTP2);
      return;
    }
    Http2StreamChannel stream = opened.getNow();
    byte[] body = exchange.body();
    stream.write(new DefaultHttp2HeadersFrame(exchange.head(), body.length == 0));
    if (body.length > 0) {
      stream.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true));
    }
    stream.flush();
  }

  /** The pseudo-header fields and ours. */
  static Http2Headers head(String method, boolean secure, String authority, String path) {
    return new DefaultHttp2Headers()
        .method(method)
        .scheme(secure ? "https" : "http")
        .authority(authority)
        .path(path)
        .add("user-agent", HealthChecks.USER_AGENT);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      switch (message) {
        case Http2HeadersFrame head ->
            exchange.headers(head.headers(), head.isEndStream(), answered);
        case Http2DataFrame data ->
            exchange.data(ByteBufUtil.getBytes(data.content()), data.isEndStream(), answered);
        default -> {}
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Http2ResetFrame reset) {
      answered.failed("reset the stream of the check, error " + reset.errorCode());
    }
    ReferenceCountUtil.release(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    answered.failed(CheckWords.CLOSED);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    answered.failed(CheckWords.NOT_HTTP2);
  }

  /** What concerns the connection as a whole. */
  private static final class Whole extends ChannelInboundHandlerAdapter {
    private final Question.Answered answered;

    Whole(Question.Answered answered) {
      this.answered = answered;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Http2GoAwayFrame end && end.lastStreamId() == 0) {
        answered.failed("ended the connection (GOAWAY), error " + end.errorCode());
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      answered.failed(CheckWords.CLOSED);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      answered.failed(cause instanceof IOException ? CheckWords.CLOSED : CheckWords.NOT_HTTP2);
      ctx.close();
    }
  }

  /** A backend opens no streams: push is off, and a connection that tries is ended by the codec. */
  @ChannelHandler.Sharable
  private static final class NoStreams extends ChannelInboundHandlerAdapter {}

  /** Passes on the first answer only. */
  private static final class Once implements Question.Answered {
    private final Question.Answered first;
    private boolean told;

    Once(Question.Answered first) {
      this.first = first;
    }

    @Override
    public void passed() {
      if (!told) {
        told = true;
        first.passed();
      }
    }

    @Override
    public void failed(String why) {
      if (!told) {
        told = true;
        first.failed(why);
      }
    }
  }

  /** Bounds everything that a backend may send to one check. */
  private static final class Cap extends ChannelInboundHandlerAdapter {
    private final Question.Answered answered;
    private int bytes;

    Cap(Question.Answered answered) {
      this.answered = answered;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      bytes += ((ByteBuf) message).readableBytes();
      if (bytes > MAX_BYTES) {
        ReferenceCountUtil.release(message);
        answered.failed(CheckWords.tooMuch(MAX_BYTES));
        ctx.close();
      } else {
        ctx.fireChannelRead(message);
      }
    }
  }
}
