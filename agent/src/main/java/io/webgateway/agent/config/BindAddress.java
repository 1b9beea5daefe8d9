package io.webgateway.agent.config;

import io.webgateway.model.name.Host;
import io.webgateway.model.name.IpText;
import io.webgateway.model.name.Parsed;
import io.webgateway.model.name.Parsed.Invalid;
import io.webgateway.model.name.Port;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where to listen.
 *
 * @param address a local address; {@code 0.0.0.0} or {@code ::} for all
 * @param port 0 to 65535; 0 asks the system for a free one
 */
public record BindAddress(InetAddress address, int port) {
  private static final String FORM =
      "; write address:port, such as 127.0.0.1:8080 or [::1]:8080 (port 0 for any free one).";

  /** Reads {@code address:port}, with brackets round IPv6; names are not looked up. */
  public static Parsed<BindAddress> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || text.endsWith("]")) {
      return new Invalid<>("There is no address with a port here" + FORM);
    }
    String host = text.substring(0, colon);
    if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
      return new Invalid<>("IPv6 stands without brackets here" + FORM);
    }
    String digits = text.substring(colon + 1);
    Parsed<Integer> port =
        digits.equals("0") ? new Parsed.Valid<>(0) : Port.parse(digits).map(Port::number);
    return port.then(number -> Host.parse(host).then(found -> bind(found, number)));
  }

  private static Parsed<BindAddress> bind(Host host, int port) {
    return switch (host) {
      case Host.Literal(InetAddress address) -> new Parsed.Valid<>(new BindAddress(address, port));
      case Host.Named _ -> new Invalid<>("A name is not an address to listen on" + FORM);
    };
  }

  /** The same as the JDK has it. */
  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(address, port);
  }

  /** Whether both cannot be bound at once: same port, and one address is the other or all. */
  boolean conflictsWith(BindAddress other) {
    return port != 0
        && port == other.port
        && (address.equals(other.address)
            || address.isAnyLocalAddress()
            || other.address.isAnyLocalAddress());
  }

  @Override
  public String toString() {
    String text = IpText.format(address);
    return text.indexOf(':') >= 0 ? "[" + text + "]:" + port : text + ":" + port;
  }
}
