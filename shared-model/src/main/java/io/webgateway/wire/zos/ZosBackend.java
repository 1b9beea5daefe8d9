package io.webgateway.wire.zos;

import io.webgateway.model.name.Host;
import io.webgateway.model.name.HostPort;
import io.webgateway.model.name.IpPrefix;
import io.webgateway.model.name.Parsed;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * A backend as Zero-OS writes it: {@code ip:port} behind passthrough, otherwise {@code http://ip}
 * or {@code http://ip:port}.
 */
final class ZosBackend {
  private static final int HTTP_PORT = 80;
  private static final List<IpPrefix> OVERLAYS =
      List.of(IpPrefix.of("400::/7"), IpPrefix.of("200::/7"));

  private final String pointer;
  private final Findings findings;

  ZosBackend(String pointer, Findings findings) {
    this.pointer = pointer;
    this.findings = findings;
  }

  /** The address that it becomes; empty after a problem. */
  Optional<HostPort> read(String text, boolean passthrough) {
    return (passthrough ? Optional.of(text) : addressOf(text))
        .flatMap(this::parse)
        .filter(this::isAddress);
  }

  private Optional<String> addressOf(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return bad(text + " is no URL", "Write http://address:port");
    }
    if ("https".equals(url.getScheme())) {
      return bad(
          text
              + " is spoken to over TLS, and nothing here says how it would be known: Zero-OS refuses"
              + " it too",
          "Write http:// here and set backendTls in what comes out, with ca or pins; or pass TLS"
              + " through to it: tls_passthrough with address:port");
    }
    if (!"http".equals(url.getScheme()) || url.getHost() == null) {
      return bad(
          text
              + " is no http URL with an address, which a definition without tls_passthrough needs",
          "Write http://address:port");
    }
    noteRest(url);
    return Optional.of(url.getHost() + ":" + (url.getPort() < 0 ? HTTP_PORT : url.getPort()));
  }

  private void noteRest(URI url) {
    boolean hasPath = url.getRawPath() != null && url.getRawPath().length() > 1;
    if (hasPath || url.getRawQuery() != null || url.getRawUserInfo() != null) {
      findings.note(
          pointer,
          "url-parts",
          "Only the address and port of the URL are kept: its path, query and user are not",
          "Let the service answer below the paths that visitors ask for");
    }
  }

  private Optional<HostPort> parse(String text) {
    return switch (HostPort.parse(text)) {
      case Parsed.Valid<HostPort>(HostPort value) -> Optional.of(value);
      case Parsed.Invalid<HostPort>(String problem) -> {
        int stop = problem.indexOf("; ");
        yield bad(
            stop < 0 ? problem : problem.substring(0, stop),
            stop < 0 ? "Write address:port" : capital(problem.substring(stop + 2)));
      }
    };
  }

  private boolean isAddress(HostPort place) {
    return switch (place.host()) {
      case Host.Named named -> {
        findings.problem(
            pointer,
            "bad-backend",
            named + " is a name; Zero-OS takes addresses only",
            "Write the address that it has");
        yield false;
      }
      case Host.Literal(InetAddress address) -> {
        noteReach(address);
        yield true;
      }
    };
  }

  /** Whoever serves it refuses addresses that no pool could tell from somebody else's machines. */
  private void noteReach(InetAddress address) {
    if (address.isLoopbackAddress() || address.isLinkLocalAddress()) {
      findings.note(
          pointer,
          "refused-backend",
          "Every pool refuses loopback and link-local backends; Zero-OS took them for its own node",
          "Give the backend an address in Mycelium (400::/7) or Yggdrasil (200::/7)");
    } else if (OVERLAYS.stream().noneMatch(overlay -> overlay.contains(address))) {
      findings.note(
          pointer,
          "listed-backend",
          "Pools refuse backends outside Mycelium (400::/7) and Yggdrasil (200::/7) unless listed",
          "Use the backend's overlay address, or ask the pool's provider to list this one");
    }
  }

  private <T> Optional<T> bad(String fault, String cure) {
    findings.problem(pointer, "bad-backend", fault, cure);
    return Optional.empty();
  }

  private static String capital(String sentence) {
    String words = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
