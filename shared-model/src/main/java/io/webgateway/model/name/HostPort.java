package io.webgateway.model.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.webgateway.model.name.Parsed.Invalid;
import java.util.Optional;

/**
 * A host and a port, as in {@code 192.0.2.1:80}, {@code [2001:db8::1]:443} or {@code
 * db.example.com:5432}.
 *
 * @param host an address or a DNS name
 * @param port the port
 */
public record HostPort(Host host, Port port) {
  private static final String FORM =
      "; write host:port, such as 192.0.2.1:80, [2001:db8::1]:443 or db.example.com:5432.";

  /** Reads host and port; IPv6 must stand in brackets. */
  public static Parsed<HostPort> parse(String text) {
    Optional<String> problem = problemOfForm(text);
    if (problem.isPresent()) {
      return new Invalid<>(problem.get());
    }
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, colon);
    return Port.parse(text.substring(colon + 1))
        .then(port -> Host.parse(host).map(found -> new HostPort(found, port)));
  }

  private static Optional<String> problemOfForm(String text) {
    String quoted = Quoted.of(text);
    if (text.contains("://")) {
      return Optional.of(quoted + " has a scheme; leave it out" + FORM);
    }
    if (text.chars().anyMatch(c -> c == '/' || c == '@' || c == '?' || c == '#')) {
      return Optional.of(quoted + " has more than a host and a port" + FORM);
    }
    boolean bracketed = text.startsWith("[");
    int colon = text.lastIndexOf(':');
    if (colon < 0 || (bracketed && text.endsWith("]"))) {
      return Optional.of(quoted + " has no port" + FORM);
    }
    if (bracketed && text.charAt(colon - 1) != ']') {
      return Optional.of(quoted + " is not a host and a port" + FORM);
    }
    if (!bracketed && text.indexOf(':') != colon) {
      return Optional.of(quoted + " has IPv6 without brackets" + FORM);
    }
    return colon == 0 ? Optional.of(quoted + " has no host" + FORM) : Optional.empty();
  }

  /** Like {@link #parse}, but throws {@link IllegalArgumentException} with fault and cure. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static HostPort of(String text) {
    return parse(text).orThrow();
  }

  /** What is wrong with a text as host and port, and what would be right; empty when good. */
  public static Optional<String> problemOf(String text) {
    return parse(text).toProblem();
  }

  /** {@code host:port} with brackets round IPv6; {@link #parse} reads it back. */
  @JsonValue
  @Override
  public String toString() {
    String text = host.toString();
    return text.indexOf(':') >= 0 ? "[" + text + "]:" + port : text + ":" + port;
  }
}
