package io.webgateway.bench.change.visit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.webgateway.bench.change.talk.Asking;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection of http2. Asked by its visitor's thread, answered on the loop. */
final class Http2Connection {
  private final Notes notes;
  private final Target target;
  private final Map<Asking, Long> sent;
  private final Consumer<Asking> again;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile @Nullable Channel channel;
  private volatile boolean toldToGo;
  private volatile boolean leaving;
  private volatile boolean ended;
  private volatile boolean brokeRequests;
  private volatile int lastStream = Integer.MAX_VALUE;

  /**
   * A connection that is not open yet.
   *
   * @param sent when each request of the visitor that is under way was sent
   * @param again what becomes of requests that the gateway hands back untouched
   */
  Http2Connection(Notes notes, Target target, Map<Asking, Long> sent, Consumer<Asking> again) {
    this.notes = notes;
    this.target = target;
    this.sent = sent;
    this.again = again;
  }

  /** Nothing is pushed to us. */
  static final class NoPush extends ChannelInboundHandlerAdapter {
    @Override
    public boolean isSharable() {
      return true;
    }
  }

  void begins(Channel open) {
    channel = open;
  }

  /** Whether further requests may be made. */
  boolean isUsable() {
    return !toldToGo && !leaving && !ended;
  }

  /** The last stream that the gateway has begun; above are those it hands back. */
  int lastStream() {
    return lastStream;
  }

  Notes notes() {
    return notes;
  }

  /** Asks once. */
  void ask(Asking asking) {
    Channel parent = Objects.requireNonNull(channel);
    underWay.incrementAndGet();
    long now = System.nanoTime();
    sent.put(asking, now);
    Http2Answer answer = new Http2Answer(this, asking, now);
    new Http2StreamChannelBootstrap(parent)
        .handler(answer)
        .open()
        .addListener((Future<Http2StreamChannel> opened) -> write(opened, asking, answer));
  }

  private void write(Future<Http2StreamChannel> opened, Asking asking, Http2Answer answer) {
    if (!opened.isSuccess()) {
      // It ended, or was told to go, in this very moment: nothing was sent.
      answer.handBack();
      return;
    }
    Http2Headers headers =
        new DefaultHttp2Headers()
            .method("GET")
            .scheme("https")
            .authority(target.host())
            .path(asking.path());
    opened.getNow().writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
  }

  /** A request is over, well or not. */
  void over(Asking asking) {
    sent.remove(asking);
    if (underWay.decrementAndGet() == 0 && toldToGo && !leaving) {
      go();
    }
  }

  void askAgain(Asking asking) {
    notes.repeated();
    again.accept(asking);
  }

  /** One request, and then the end. */
  void askAloneAndLeave(Asking asking) {
    ask(asking);
    leave(Http1Visitor.PATIENCE_MILLIS);
  }

  /** Waits for what is under way, and ends it. */
  void leave(int patienceMillis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    while (underWay.get() > 0 && !ended && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    leaving = true;
    Objects.requireNonNull(channel).close().awaitUninterruptibly(1, TimeUnit.SECONDS);
  }

  /** What is said of the connection as a whole. */
  ChannelHandler whole() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Http2GoAwayFrame away) {
          goAway(away);
        }
        ReferenceCountUtil.release(message);
      }

      @Override
      public void channelInactive(ChannelHandlerContext context) {
        hasEnded();
      }

      // It ends the connection, which is written down where that is seen.
      @Override
      @SuppressWarnings("deprecation") // Netty's own handlers override the same method
      public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
      }
    };
  }

  private void goAway(Http2GoAwayFrame away) {
    toldToGo = true;
    lastStream = away.lastStreamId();
    if (underWay.get() == 0 && !leaving) {
      go();
    }
  }

  private void go() {
    leaving = true;
    notes.asked();
    Objects.requireNonNull(channel).close();
  }

  // Requests that were under way have each been told of already.
  private void hasEnded() {
    ended = true;
    if (leaving || channel == null) {
      return;
    }
    if (toldToGo) {
      leaving = true;
      notes.asked();
    } else if (underWay.get() == 0 && !brokeRequests) {
      notes.fault(Fault.DROPPED, "closed between requests, without GOAWAY");
    }
  }

  /** A request has been told of as broken; then its connection is not told of, too. */
  void hasBroken() {
    brokeRequests = true;
  }
}
