package io.webgateway.agent.proxy.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.webgateway.agent.observe.TrafficCounters;
import io.webgateway.agent.proxy.transport.ServerTls;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.policy.ClientCertificates;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.TlsVersion;
import io.webgateway.agent.tap.TrafficSink;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands where HTTP will be until the handshake is over: lets the connection through, gives it to
 * whoever passes it through, or reports once why it was refused and closes. Event loop of its
 * channel.
 */
public final class TlsGate extends ChannelInboundHandlerAdapter {
  /** Puts in the gate's place what serves the connection. One of the two is called, once. */
  public interface Opening {
    /**
     * After a good handshake, with a visitor that may come in.
     *
     * @param acceptedNanos as in {@link #passedThrough}
     */
    void terminated(ChannelHandlerContext gate, TlsSession session, long acceptedNanos);

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
  private @Nullable ServerTls context;
  private TlsPolicy policy = TlsPolicy.DEFAULT;
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

  void terminates(ServerTls tls, TlsPolicy under) {
    context = tls;
    policy = under;
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
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    ServerTls by = context;
    if (!handshake.isSuccess() || decided || tls == null || by == null) {
      failed(ctx, handshake.cause());
      return;
    }
    TlsSession session;
    try {
      List<X509Certificate> visitor = by.visitor(tls.engine().getSession());
      session = new TlsSession(serverName, protocolOf(tls), versionOf(tls), policy, visitor);
    } catch (CertificateException e) {
      failed(ctx, e);
      return;
    }
    decided = true;
    opening.terminated(ctx, session, startNanos);
  }

  /** Only two are ever offered. */
  private static TlsVersion versionOf(SslHandler tls) {
    return tls.engine().getSession().getProtocol().equals(TlsOffer.TLS_1_3)
        ? TlsVersion.TLS_1_3
        : TlsVersion.TLS_1_2;
  }

  private static String protocolOf(SslHandler tls) {
    String agreed = tls.applicationProtocol();
    return agreed == null ? "" : agreed;
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

  private void failed(ChannelHandlerContext ctx, @Nullable Throwable cause) {
    rejected(reasonOf(cause));
    ctx.close();
  }

  private CompletionReason reasonOf(@Nullable Throwable cause) {
    if (cause instanceof SslHandshakeTimeoutException) {
      return CompletionReason.TLS_HANDSHAKE_TIMEOUT;
    }
    boolean asked = !(policy.clientCertificates() instanceof ClientCertificates.Off);
    return asked && isAboutCertificates(cause)
        ? CompletionReason.TLS_CLIENT_CERTIFICATE
        : CompletionReason.TLS_HANDSHAKE_FAILED;
  }

  /** The TLS libraries have no type for a certificate that is missing, only words. */
  private static boolean isAboutCertificates(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof CertificateException
          || message.contains("PEER_DID_NOT_RETURN_A_CERTIFICATE")
          || message.contains("Empty client certificate chain")) {
        return true;
      }
    }
    return false;
  }
}
