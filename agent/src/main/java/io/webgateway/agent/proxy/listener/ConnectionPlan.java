package io.webgateway.agent.proxy.listener;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.webgateway.agent.proxy.exchange.ConnectionFacts;
import io.webgateway.agent.proxy.exchange.LoopContext;
import io.webgateway.agent.proxy.http.HttpVersion;
import io.webgateway.agent.proxy.http.Origin;
import io.webgateway.agent.proxy.limit.ConnectionVisits;
import io.webgateway.agent.proxy.stream.StreamOpening;
import io.webgateway.agent.proxy.stream.StreamRoute;
import io.webgateway.agent.proxy.tls.ClientHelloRouter;
import io.webgateway.agent.proxy.tls.TlsGate;
import io.webgateway.agent.proxy.tls.TlsSession;
import io.webgateway.agent.proxy.transport.ConnectionAddresses;
import io.webgateway.agent.proxy.visitor.ClientConnection;
import io.webgateway.agent.proxy.visitor.Http2Connection;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.TcpRoute;
import io.webgateway.agent.routing.TlsDecision;
import io.webgateway.agent.routing.policy.Handshake;
import io.webgateway.agent.routing.policy.StreamTls;
import java.util.Optional;

/**
 * The handlers of one connection, once it is known whose it is. Event loop of its channel.
 *
 * @param loop the channel's
 * @param addresses whose connection it is, as the system or a trusted peer says
 * @param port of the listener
 * @param draining whether it should end after one exchange
 */
record ConnectionPlan(LoopContext loop, ConnectionAddresses addresses, int port, boolean draining) {

  /** Puts handlers at the pipeline's end. */
  void equip(Channel channel, Listener listener) {
    switch (listener.protocol()) {
      case HTTP -> channel.pipeline().addLast("http", inClear(channel));
      case HTTPS -> secure(channel, RouteTable::tls, new OfServerName(this));
      case TCP -> equip(channel, listener.name());
      case UDP -> throw new IllegalArgumentException("datagrams have no connections");
    }
  }

  /** Between the binding of a socket and the table that has its route, there is nobody to serve. */
  private void equip(Channel channel, String listener) {
    Optional<TcpRoute> found = route(listener);
    if (found.isEmpty()) {
      channel.close();
      return;
    }
    TcpRoute route = found.get();
    switch (route.tls()) {
      case StreamTls.Untouched _ ->
          channel.pipeline().addLast("stream", opening(route, "", System.nanoTime()));
      case StreamTls.Terminated _ ->
          secure(channel, new OfPort(listener), new OfStream(this, listener));
    }
  }

  private Optional<TcpRoute> route(String listener) {
    return loop.shared().live().current().routes().tcp(listener);
  }

  private StreamOpening opening(TcpRoute route, String serverName, long acceptedNanos) {
    return new StreamOpening(
        loop.streams(),
        StreamRoute.of(route),
        new StreamOpening.Visitor(addresses, serverName, acceptedNanos));
  }

  private void secure(Channel channel, ClientHelloRouter.Decider decider, TlsGate.Opening opening) {
    TlsGate gate =
        new TlsGate(
            loop.shared().sink(), loop.shared().counters(), addresses.visitorText(), opening);
    channel
        .pipeline()
        .addLast(
            "client-hello",
            new ClientHelloRouter(loop.shared().live(), loop.shared().limits(), decider, gate))
        .addLast("tls-gate", gate);
  }

  private ClientConnection inClear(Channel channel) {
    Origin origin =
        new Origin(
            addresses.visitorText(), "http", port, HttpVersion.HTTP_1_1, loop.shared().viaName());
    return new ClientConnection(loop, facts(channel, "", Handshake.NONE, origin));
  }

  private ConnectionFacts facts(
      Channel channel, String serverName, Handshake handshake, Origin origin) {
    ConnectionVisits visits = new ConnectionVisits(channel, addresses.visitorText());
    if (draining) {
      visits.leave();
    }
    return new ConnectionFacts(addresses, serverName, handshake, origin, visits);
  }

  /** What a TLS connection that is found by its server name becomes. */
  private record OfServerName(ConnectionPlan plan) implements TlsGate.Opening {
    @Override
    public void terminated(ChannelHandlerContext gate, TlsSession session, long acceptedNanos) {
      boolean http2 = session.applicationProtocol().equals(ApplicationProtocolNames.HTTP_2);
      LoopContext loop = plan.loop();
      Origin origin =
          new Origin(
              plan.addresses().visitorText(),
              "https",
              plan.port(),
              http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1,
              loop.shared().viaName(),
              session.visitor());
      ConnectionFacts facts =
          plan.facts(gate.channel(), session.serverName(), session.handshake(), origin);
      ChannelHandler connection =
          http2 ? new Http2Connection(loop, facts).handler() : new ClientConnection(loop, facts);
      gate.pipeline().replace(gate.handler(), "http", connection);
    }

    @Override
    public void passedThrough(
        ChannelHandlerContext gate, String serverName, PassthroughRoute route, long acceptedNanos) {
      StreamOpening opening =
          new StreamOpening(
              plan.loop().streams(),
              StreamRoute.of(route),
              new StreamOpening.Visitor(plan.addresses(), serverName, acceptedNanos));
      gate.pipeline().replace(gate.handler(), "stream", opening);
    }
  }

  /**
   * How TLS is ended on a port.
   *
   * @param listener its name
   */
  private record OfPort(String listener) implements ClientHelloRouter.Decider {
    @Override
    public TlsDecision decide(RouteTable table, String serverName) {
      return table
          .tcp(listener)
          .map(route -> table.tls(route, serverName))
          .orElseGet(() -> new TlsDecision.Reject(TlsDecision.Reason.UNKNOWN_SERVER_NAME));
    }
  }

  /** What a TLS connection that is found by its port becomes. */
  private record OfStream(ConnectionPlan plan, String listener) implements TlsGate.Opening {
    /** The port may have got another workload, or policy, since the handshake began. */
    @Override
    public void terminated(ChannelHandlerContext gate, TlsSession session, long acceptedNanos) {
      Optional<TcpRoute> route =
          plan.route(listener)
              .filter(
                  found ->
                      found.tls() instanceof StreamTls.Terminated ended
                          && ended.policy().equals(session.policy()));
      if (route.isEmpty()) {
        gate.close();
      } else {
        gate.pipeline()
            .replace(
                gate.handler(),
                "stream",
                plan.opening(route.get(), session.serverName(), acceptedNanos));
      }
    }

    @Override
    public void passedThrough(
        ChannelHandlerContext gate, String serverName, PassthroughRoute route, long acceptedNanos) {
      gate.close();
    }
  }
}
