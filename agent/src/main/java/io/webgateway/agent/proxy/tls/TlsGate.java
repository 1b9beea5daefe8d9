package io.webgateway.agent.proxy.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.webgateway.agent.observe.TrafficCounters;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.tap.TrafficSink;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.time.Instant;

/**
 * Stands where HTTP will be until the handshake is over: lets the connection through, gives it to
 * whoever passes it through, or reports once why it was refused and closes. Event loop of its
 * channel.
 */
public final class TlsGate extends ChannelInboundHandlerAdapter {
  /** Puts in the gate's place what serves the connection. One of the two is called, once. */
  public interface Opening {
    /**
     * After a good handshake.
     *
     * @param serverName canonical
     */
    void terminated(ChannelHandlerContext gate, String serverName);

    /**
     * Before any handshake; the ClientHello follows.
     *
     * @param serverName canonical
     * @param acceptedNanos when the connection was accepted, by {@link System#nanoTime}
     */
    void passedThrough(
        ChannelHandlerContext gate, String serverName, PassthroughRoute route, long acceptedNanos);
  }

  private final TrafficSink sink;
  private final TrafficCounters counters;
  private final String clientAddress;
  private final Opening opening;
  private final long startNanos = System.nanoTime();
  private String serverName = "";
  private boolean decided;

  /** A gate for one connection. */
  public TlsGate(
      TrafficSink sink, TrafficCounters counters, String clientAddress, Opening opening) {
    this.sink = sink;
    this.counters = counters;
    this.clientAddress = clientAddress;
    this.opening = opening;
  }

  void named(String name) {
    serverName = name;
  }

  void passThrough(ChannelHandlerContext ctx, PassthroughRoute route) {
    decided = true;
    opening.passedThrough(ctx, serverName, route, startNanos);
  }

  void rejected(CompletionReason reason) {
    if (decided) {
      return;
    }
    decided = true;
    counters.completed(reason, 0, 0);
    if (sink.enabled()) {
      long durationNanos = System.nanoTime() - startNanos;
      sink.publish(
          new TrafficEvent.TlsRejection(
              Instant.now().minusNanos(durationNanos),
              durationNanos,
              clientAddress,
              serverName,
              reason));
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    switch (event) {
      case SslHandshakeCompletionEvent handshake -> handshakeEnded(ctx, handshake);
      case SniCompletionEvent sni when !sni.isSuccess() -> failed(ctx, sni.cause());
      default -> ctx.fireUserEventTriggered(event);
    }
  }

  private void handshakeEnded(ChannelHandlerContext ctx, SslHandshakeCompletionEvent handshake) {
    if (handshake.isSuccess() && !decided) {
      decided = true;
      opening.terminated(ctx, serverName);
    } else {
      failed(ctx, handshake.cause());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failed(ctx, cause);
  }

  /** A visitor that connects and leaves without a word is no rejection. */
  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    decided = true;
  }

  private void failed(ChannelHandlerContext ctx, Throwable cause) {
    rejected(
        cause instanceof SslHandshakeTimeoutException
            ? CompletionReason.TLS_HANDSHAKE_TIMEOUT
            : CompletionReason.TLS_HANDSHAKE_FAILED);
    ctx.close();
  }
}
