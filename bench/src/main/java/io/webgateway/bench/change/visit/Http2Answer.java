package io.webgateway.bench.change.visit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import io.webgateway.bench.change.talk.Asking;
import io.webgateway.bench.change.talk.Content;
import io.webgateway.bench.change.talk.Head;
import java.util.concurrent.TimeUnit;

/** What comes of one request: written down once, whatever happens. On the loop. */
final class Http2Answer extends ChannelInboundHandlerAdapter {
  private final Http2Connection connection;
  private final Asking asking;
  private final long sentNanos;
  private String status = "";
  private String backend = "";
  private long position;
  private boolean isRight = true;
  private boolean done;

  Http2Answer(Http2Connection connection, Asking asking, long sentNanos) {
    this.connection = connection;
    this.asking = asking;
    this.sentNanos = sentNanos;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context
        .executor()
        .schedule(
            () -> {
              if (end()) {
                fault(Fault.LATE, "no answer in " + Http1Visitor.PATIENCE_MILLIS + " ms");
                context.close();
              }
            },
            Http1Visitor.PATIENCE_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      switch (message) {
        case Http2HeadersFrame headers -> head(headers);
        case Http2DataFrame data -> body(data);
        case Http2ResetFrame reset -> reset(reset.errorCode());
        default -> {
          // Priorities and unknown frames say nothing about the answer.
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  // Netty tells of resets, and of what GOAWAY hands back, as events.
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof Http2ResetFrame reset) {
      reset(reset.errorCode());
    }
    super.userEventTriggered(context, event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    boolean isHandedBack =
        context.channel() instanceof Http2StreamChannel stream
            && stream.stream().id() > connection.lastStream();
    if (isHandedBack) {
      handBack();
    } else if (end()) {
      connection.hasBroken();
      fault(Fault.BROKEN, "ended after " + position + " of " + asking.bytes() + " bytes");
    }
  }

  @Override
  @SuppressWarnings("deprecation") // Netty's own handlers override the same method
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (end()) {
      fault(Fault.BROKEN, cause.toString());
    }
    context.close();
  }

  /** The gateway has not begun it: it is safe to ask again. */
  void handBack() {
    if (end()) {
      connection.askAgain(asking);
    }
  }

  private void head(Http2HeadersFrame frame) {
    CharSequence value = frame.headers().status();
    if (value != null) {
      status = value.toString();
      CharSequence from = frame.headers().get(Head.BACKEND);
      backend = from == null ? "" : from.toString();
    }
    if (frame.isEndStream()) {
      complete();
    }
  }

  private void body(Http2DataFrame frame) {
    ByteBuf bytes = frame.content();
    while (bytes.isReadable()) {
      isRight &= bytes.readByte() == Content.at(asking.seed(), position++);
    }
    if (frame.isEndStream()) {
      complete();
    }
  }

  private void reset(long code) {
    if (code == Http2Error.REFUSED_STREAM.code()) {
      handBack();
    } else if (end()) {
      fault(Fault.BROKEN, "reset with code " + code);
    }
  }

  private void complete() {
    if (!end()) {
      return;
    }
    if (!status.equals("200")) {
      fault(Fault.STATUS, status);
    } else if (!isRight || position != asking.bytes()) {
      fault(Fault.WRONG, "not the content of " + asking.path());
    } else {
      connection.notes().answered(sentNanos);
    }
  }

  private void fault(Fault fault, String detail) {
    connection.notes().fault(fault, sentNanos, backend, detail);
  }

  /** Whether this is its end; false when it has had one. */
  private boolean end() {
    if (done) {
      return false;
    }
    done = true;
    connection.over(asking);
    return true;
  }
}
