package io.webgateway.agent.proxy.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.webgateway.agent.proxy.transport.ConnectionLimits;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.transport.ServerTls;
import io.webgateway.agent.routing.HostNames;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.TlsDecision;
import io.webgateway.model.traffic.CompletionReason;
import org.jspecify.annotations.Nullable;

/**
 * Collects the ClientHello, bounded in bytes and time, and asks by the current table what to do
 * with its server name: end TLS here, or give the connection away with the ClientHello untouched.
 * There is no default certificate: what nothing here answers to gets the {@code unrecognized_name}
 * alert (RFC 6066 section 3) and is closed. Event loop of its channel.
 */
public final class ClientHelloRouter extends AbstractSniHandler<LiveTable.Snapshot> {
  /** A TLS record with the fatal alert {@code unrecognized_name}. */
  private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};

  /** Asked with the name that was sent, empty when none was. */
  @FunctionalInterface
  public interface Decider {
    /** Decides by a table. */
    TlsDecision decide(RouteTable table, String serverName);
  }

  private final LiveTable live;
  private final ConnectionLimits limits;
  private final Decider decider;
  private final TlsGate gate;

  /** A router for one connection. */
  public ClientHelloRouter(LiveTable live, ConnectionLimits limits, Decider decider, TlsGate gate) {
    super(limits.maxClientHelloBytes(), limits.clientHelloTimeoutMillis());
    this.live = live;
    this.limits = limits;
    this.decider = decider;
    this.gate = gate;
  }

  @Override
  protected Future<LiveTable.Snapshot> lookup(
      ChannelHandlerContext ctx, @Nullable String serverName) {
    return ctx.executor().newSucceededFuture(live.current());
  }

  @Override
  protected void onLookupComplete(
      ChannelHandlerContext ctx, @Nullable String serverName, Future<LiveTable.Snapshot> snapshot) {
    String name = serverName == null ? "" : serverName;
    gate.named(HostNames.canonical(name).orElse(name));
    LiveTable.Snapshot table = snapshot.getNow();
    switch (decider.decide(table.routes(), name)) {
      case TlsDecision.Terminate terminate -> {
        ServerTls context = table.contexts().get(terminate.identity());
        if (context == null) {
          refuse(ctx, CompletionReason.TLS_UNKNOWN_SERVER_NAME);
        } else {
          gate.terminates(context, terminate.policy());
          terminate(ctx, context);
        }
      }
      case TlsDecision.Passthrough passthrough -> passThrough(ctx, passthrough.route());
      case TlsDecision.Reject reject -> refuse(ctx, reasonOf(reject.reason()));
    }
  }

  private void terminate(ChannelHandlerContext ctx, ServerTls context) {
    SslHandler tls = context.newHandler(ctx.alloc());
    tls.setHandshakeTimeoutMillis(limits.handshakeTimeoutMillis());
    ctx.pipeline().replace(this, "tls", tls);
  }

  /** Removing a decoder gives what it has collected to the next handler, as it was received. */
  private void passThrough(ChannelHandlerContext ctx, PassthroughRoute route) {
    gate.passThrough(ctx.pipeline().context(gate), route);
    ctx.pipeline().remove(this);
  }

  private void refuse(ChannelHandlerContext ctx, CompletionReason reason) {
    gate.rejected(reason);
    ByteBuf alert = Unpooled.wrappedBuffer(UNRECOGNIZED_NAME);
    ctx.writeAndFlush(alert).addListener(ChannelFutureListener.CLOSE);
  }

  private static CompletionReason reasonOf(TlsDecision.Reason reason) {
    return switch (reason) {
      case NO_SERVER_NAME -> CompletionReason.TLS_NO_SERVER_NAME;
      case UNKNOWN_SERVER_NAME -> CompletionReason.TLS_UNKNOWN_SERVER_NAME;
    };
  }
}
