package io.webgateway.agent.proxy.upstream.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.ReferenceCountUtil;
import io.webgateway.agent.proxy.transport.BackendTls;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamProtocol.HttpVersion;
import io.webgateway.agent.routing.policy.UpstreamTls;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS handshake of one connection to a backend. It stands behind the TLS handler alone, so
 * nothing that comes before the handshake's end reaches anybody who could take it for an answer,
 * and nothing is written in clear. Event loop of its channel.
 */
public final class BackendHandshake extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(BackendHandshake.class);

  /** Told once. */
  public interface Outcome {
    /** The channel carries plain text now; it has no handlers but the TLS one. */
    void secured();

    /** The channel is closed. */
    void failed(TlsFault fault);
  }

  /**
   * Whom it is with.
   *
   * @param protocol that will be spoken
   * @param on its TLS part
   * @param host as the endpoint is written
   * @param port of the endpoint
   */
  public record Peer(UpstreamProtocol protocol, UpstreamTls.On on, String host, int port) {}

  private final HttpVersion version;
  private final SslHandler tls;
  private final Outcome outcome;
  private boolean over;

  private BackendHandshake(HttpVersion version, SslHandler tls, Outcome outcome) {
    this.version = version;
    this.tls = tls;
    this.outcome = outcome;
  }

  /**
   * Begins on an open channel without handlers.
   *
   * @param live where the context is looked up; when an edit has removed it meanwhile, one is made
   *     for this handshake, because the exchange still goes by the table that it began with
   * @param timeoutMillis for the whole handshake
   */
  public static void begin(
      Channel channel, LiveTable live, Peer peer, long timeoutMillis, Outcome outcome) {
    SslHandler tls;
    try {
      tls = newHandler(channel, live, peer);
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      LOG.warn("TLS with {} cannot be begun: {}", peer.host(), e.toString());
      channel.close();
      outcome.failed(TlsFault.UNUSABLE);
      return;
    }
    add(channel, tls, timeoutMillis, new BackendHandshake(peer.protocol().http(), tls, outcome));
  }

  /** Begins with a handler of one's own, whatever is agreed to by ALPN. */
  static void beginWith(Channel channel, SslHandler tls, long timeoutMillis, Outcome outcome) {
    add(channel, tls, timeoutMillis, new BackendHandshake(HttpVersion.HTTP_1_1, tls, outcome));
  }

  private static void add(
      Channel channel, SslHandler tls, long timeoutMillis, BackendHandshake handshake) {
    tls.setHandshakeTimeoutMillis(Math.max(1, timeoutMillis));
    channel.pipeline().addLast("tls", tls).addLast("handshake", handshake);
  }

  private static SslHandler newHandler(Channel channel, LiveTable live, Peer peer)
      throws GeneralSecurityException, IOException {
    BackendTls context = live.current().backends().get(peer.protocol());
    if (context != null) {
      return context.newHandler(channel.alloc(), peer.host(), peer.port());
    }
    BackendContext once = BackendTlsContexts.build(peer.protocol().http(), peer.on());
    try {
      return once.newHandler(channel.alloc(), peer.host(), peer.port());
    } finally {
      ReferenceCountUtil.release(once.ssl());
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && !over) {
      if (!handshake.isSuccess()) {
        fail(ctx, faultOf(handshake.cause()));
      } else if (version == HttpVersion.HTTP_2
          && !ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
        fail(ctx, TlsFault.NO_HTTP2);
      } else {
        over = true;
        ctx.pipeline().remove(this);
        outcome.secured();
      }
    }
  }

  /** Nothing may come through before the end of the handshake; TLS itself sees to that. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
    fail(ctx, TlsFault.NOT_TLS);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(ctx, TlsFault.CLOSED);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(ctx, faultOf(cause));
  }

  private void fail(ChannelHandlerContext ctx, TlsFault fault) {
    if (over) {
      return;
    }
    over = true;
    ctx.close();
    outcome.failed(fault);
  }

  private static TlsFault faultOf(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      switch (each) {
        case UntrustedBackendException untrusted -> {
          return untrusted.fault();
        }
        case NotSslRecordException notTls -> {
          return TlsFault.NOT_TLS;
        }
        case SslHandshakeTimeoutException late -> {
          return TlsFault.TIMEOUT;
        }
        case ClosedChannelException closed -> {
          return TlsFault.CLOSED;
        }
        default -> {}
      }
    }
    return thrown instanceof IOException && !(thrown instanceof javax.net.ssl.SSLException)
        ? TlsFault.CLOSED
        : TlsFault.REFUSED;
  }
}
