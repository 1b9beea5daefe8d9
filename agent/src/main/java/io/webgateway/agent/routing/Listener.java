package io.webgateway.agent.routing;

import io.webgateway.model.name.PortProtocol;
import java.net.InetSocketAddress;

/**
 * A bound address, port and protocol.
 *
 * @param name how screens and problems call it, for example {@code https}
 * @param address where to bind; port 0 asks the system for one
 * @param protocol what is spoken there
 */
public record Listener(String name, InetSocketAddress address, Protocol protocol) {
  /** What a listener speaks. */
  public enum Protocol {
    /** HTTP/1.1 in clear. */
    HTTP,
    /** TLS by server name, then HTTP/1.1 or HTTP/2, or passed through. */
    HTTPS,
    /** The connections of one {@link TcpRoute}. */
    TCP,
    /** The datagrams of one {@link UdpRoute}. */
    UDP
  }

  /** Whether it takes datagrams: it has another space of ports than connections. */
  public boolean isDatagrams() {
    return protocol == Protocol.UDP;
  }

  /** The name of the listener of a pool's port, {@code tcp/5432}; a route names it. */
  public static String portName(PortProtocol protocol, int port) {
    return protocol.word() + "/" + port;
  }
}
