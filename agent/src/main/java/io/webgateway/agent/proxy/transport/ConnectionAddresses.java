package io.webgateway.agent.proxy.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * Both ends of a visitor's connection: as the system has them, or as a trusted proxy in front of
 * the gateway has told.
 *
 * @param visitor whose connection it is
 * @param gateway where it was made to
 * @param visitorText the visitor's IP address as people, backends and events name it, without zone
 */
public record ConnectionAddresses(
    InetSocketAddress visitor, InetSocketAddress gateway, String visitorText) {

  /** Names the visitor. */
  public static ConnectionAddresses of(InetSocketAddress visitor, InetSocketAddress gateway) {
    return new ConnectionAddresses(visitor, gateway, text(visitor));
  }

  /** Of an accepted connection; empty when it is not of the Internet, or closed already. */
  public static Optional<ConnectionAddresses> of(SocketAddress remote, SocketAddress local) {
    return remote instanceof InetSocketAddress visitor && local instanceof InetSocketAddress gateway
        ? Optional.of(of(visitor, gateway))
        : Optional.empty();
  }

  private static String text(InetSocketAddress address) {
    String text = address.getAddress().getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
