package io.webgateway.agent.management;

import io.webgateway.agent.management.call.CallHead;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.model.name.Host;
import io.webgateway.model.name.HostPort;
import io.webgateway.model.name.Parsed;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses calls that a web page made: by a name that its owner let point here (DNS rebinding), or
 * from another origin. An address in {@code Host} is always good, since rebinding needs a name; of
 * names only {@code localhost} and those of the node's endpoints are. Pure.
 */
final class HostCheck {
  private static final int MISDIRECTED = 421;

  private final Set<String> names;

  /**
   * A check.
   *
   * @param endpoints URLs of the node's management API
   */
  HostCheck(Collection<String> endpoints) {
    names =
        endpoints.stream()
            .map(URI::create)
            .map(URI::getHost)
            .filter(host -> host != null)
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
  }

  /** Refuses a call over TLS that is not meant for this node. */
  void check(CallHead head) {
    String host = head.header("host").orElse("");
    if (!isOurs(host)) {
      throw Faults.of(
          MISDIRECTED,
          "unknown-host",
          "Misdirected request",
          "/headers/host",
          "The node's management API has no such name",
          "Call it by its address, or by a name among its endpoints");
    }
    boolean foreign =
        head.header("origin").filter(origin -> !origin.equals("https://" + host)).isPresent()
            || head.header("sec-fetch-site").filter("cross-site"::equals).isPresent();
    if (foreign) {
      throw Faults.notAllowed(
          "foreign-origin",
          "The call comes from a web page of another origin",
          "Call the API from a program, or through a console");
    }
  }

  private boolean isOurs(String authority) {
    boolean hasPort = authority.matches(".*:[0-9]{1,5}") && !authority.endsWith("]");
    return switch (HostPort.parse(hasPort ? authority : authority + ":443")) {
      case Parsed.Valid<HostPort>(HostPort parsed) ->
          switch (parsed.host()) {
            case Host.Literal _ -> true;
            case Host.Named(var name) ->
                name.value().equals("localhost") || names.contains(name.value());
          };
      case Parsed.Invalid<HostPort> _ -> false;
    };
  }
}
