package io.webgateway.agent.proxy.listener;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.webgateway.agent.observe.TrafficCounters;
import io.webgateway.agent.proxy.exchange.ConnectionFacts;
import io.webgateway.agent.proxy.exchange.LoopContext;
import io.webgateway.agent.proxy.http.HttpVersion;
import io.webgateway.agent.proxy.http.Origin;
import io.webgateway.agent.proxy.limit.ConnectionVisits;
import io.webgateway.agent.proxy.stream.PassthroughConnection;
import io.webgateway.agent.proxy.tls.ClientHelloRouter;
import io.webgateway.agent.proxy.tls.TlsGate;
import io.webgateway.agent.proxy.tls.TlsSession;
import io.webgateway.agent.proxy.visitor.ClientConnection;
import io.webgateway.agent.proxy.visitor.Http2Connection;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.policy.TlsPolicy;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;

/** Equips accepted connections for their listener's protocol. Event loop of each channel. */
final class ConnectionOpener extends ChannelInitializer<Channel> {
  private final Map<EventLoop, LoopContext> loops;
  private final ChannelGroup connections;
  private volatile Listener.Protocol protocol;

  ConnectionOpener(
      Map<EventLoop, LoopContext> loops, ChannelGroup connections, Listener.Protocol protocol) {
    this.loops = loops;
    this.connections = connections;
    this.protocol = protocol;
  }

  /** What connections accepted from now on speak. */
  void speak(Listener.Protocol next) {
    protocol = next;
  }

  @Override
  protected void initChannel(Channel channel) {
    connections.add(channel);
    LoopContext loop = loops.get(channel.eventLoop());
    if (loop == null) {
      throw new IllegalStateException("the event loop is not one of the engine's");
    }
    TrafficCounters counters = loop.shared().counters();
    counters.connectionOpened();
    channel.closeFuture().addListener(closed -> counters.connectionClosed());
    String clientAddress = addressText(channel.remoteAddress());
    int port = channel.localAddress() instanceof InetSocketAddress local ? local.getPort() : 0;
    switch (protocol) {
      case HTTP -> channel.pipeline().addLast("http", inClear(loop, channel, clientAddress, port));
      case HTTPS -> {
        TlsGate gate =
            new TlsGate(
                loop.shared().sink(),
                loop.shared().counters(),
                clientAddress,
                new TlsOpening(loop, clientAddress, port));
        channel
            .pipeline()
            .addLast(
                "client-hello",
                new ClientHelloRouter(loop.shared().live(), loop.shared().limits(), gate))
            .addLast("tls-gate", gate);
      }
      case TCP, UDP -> channel.close();
    }
  }

  /** What a TLS connection becomes once its server name is known. */
  private record TlsOpening(LoopContext loop, String clientAddress, int port)
      implements TlsGate.Opening {
    @Override
    public void terminated(ChannelHandlerContext gate, TlsSession session) {
      boolean http2 = session.applicationProtocol().equals(ApplicationProtocolNames.HTTP_2);
      Origin origin =
          new Origin(
              clientAddress,
              "https",
              port,
              http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1,
              loop.shared().viaName(),
              session.visitor());
      ConnectionFacts facts =
          new ConnectionFacts(
              clientAddress,
              session.serverName(),
              session.policy(),
              origin,
              new ConnectionVisits(gate.channel(), clientAddress));
      ChannelHandler connection =
          http2 ? new Http2Connection(loop, facts).handler() : new ClientConnection(loop, facts);
      gate.pipeline().replace(gate.handler(), "http", connection);
    }

    @Override
    public void passedThrough(
        ChannelHandlerContext gate, String serverName, PassthroughRoute route, long acceptedNanos) {
      PassthroughConnection connection =
          new PassthroughConnection(
              loop.streams(),
              route,
              new PassthroughConnection.Visitor(clientAddress, serverName, acceptedNanos));
      gate.pipeline().replace(gate.handler(), "passthrough", connection);
    }
  }

  private static ClientConnection inClear(
      LoopContext loop, Channel channel, String clientAddress, int port) {
    Origin origin =
        new Origin(clientAddress, "http", port, HttpVersion.HTTP_1_1, loop.shared().viaName());
    return new ClientConnection(
        loop,
        new ConnectionFacts(
            clientAddress,
            "",
            TlsPolicy.DEFAULT,
            origin,
            new ConnectionVisits(channel, clientAddress)));
  }

  private static String addressText(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet)) {
      return "unknown";
    }
    String text = inet.getAddress().getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
