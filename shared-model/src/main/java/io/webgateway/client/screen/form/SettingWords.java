package io.webgateway.client.screen.form;

import io.webgateway.model.workload.WorkloadKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The choices of a workload's form as people read them; both consoles say the same. */
public final class SettingWords {
  private static final Map<FormField, String> HELP_FOR_HTTP =
      Map.of(
          FormField.LOSS,
          "Requests wait and go on; those in flight are sent again where that is safe. Suits all but"
              + " services that must fail fast",
          FormField.RESUME,
          "Open WebSockets go on, at a message. Suits notifications, dashboards and chats that log"
              + " in by cookie or header; not servers that remember a state of the connection."
              + " No compression");

  /** Hashing by a header field. */
  static final String HEADER = "header";

  /** Stickiness by a cookie. */
  static final String COOKIE = "cookie";

  private SettingWords() {}

  /** What a kind is for. */
  public static String kind(String word) {
    return switch (word) {
      case "HttpService" -> "HttpService: web sites and APIs, TLS ended here";
      case "TlsPassthrough" -> "TlsPassthrough: TLS by server name, untouched";
      case "TcpForward" -> "TcpForward: a TCP port, such as a database's";
      case "UdpForward" -> "UdpForward: a UDP port, such as DNS or QUIC";
      default -> word;
    };
  }

  /** How the next backend is chosen. */
  public static String method(String word) {
    return switch (word) {
      case "leastRequests" -> "The less busy of two";
      case "consistentHash" -> "The same for the same visitor or key";
      default -> "In turn (usual)";
    };
  }

  /** What the same backend is chosen by. */
  public static String hash(String word) {
    return switch (word) {
      case "path" -> "Path";
      case HEADER -> "A header field";
      default -> "Visitor's address (usual)";
    };
  }

  static List<String> hashes(WorkloadKind kind) {
    return kind == WorkloadKind.HTTP_SERVICE
        ? List.of("address", "path", HEADER)
        : List.of("address");
  }

  /** What keeps a visitor at one backend. */
  public static String sticky(String word) {
    return switch (word) {
      case "address" -> "By its address";
      case COOKIE -> "By a cookie";
      default -> "No (usual)";
    };
  }

  static List<String> stickinesses(WorkloadKind kind) {
    return kind == WorkloadKind.HTTP_SERVICE
        ? List.of("off", "address", COOKIE)
        : List.of("off", "address");
  }

  /** What each backend is asked. */
  public static String check(String word) {
    return switch (word) {
      case "tcp" -> "For a connection (TCP)";
      case "tls" -> "For a TLS handshake";
      case "http" -> "For an answer over HTTP";
      case "grpc" -> "Whether it is SERVING (gRPC)";
      default -> "Nothing; only traffic tells";
    };
  }

  /** Whether backends are told who came. */
  public static String proxyProtocol(String word) {
    return switch (word) {
      case "v1" -> "PROXY protocol v1, a line of text";
      case "v2" -> "PROXY protocol v2, binary";
      default -> "No (usual)";
    };
  }

  /** What a field does for one kind, where it is not the same for all. */
  static Optional<String> help(FormField field, WorkloadKind kind) {
    return switch (kind) {
      case HTTP_SERVICE -> Optional.ofNullable(HELP_FOR_HTTP.get(field));
      case TLS_PASSTHROUGH, TCP_FORWARD, UDP_FORWARD -> Optional.empty();
    };
  }

  /** What becomes of visitors without a backend. */
  public static String loss(String word) {
    return word.equals("wait") ? "They wait" : "They are told at once (usual)";
  }

  /** Whether a workload is closed for a while. */
  public static String pause(String word) {
    return word.equals("on") ? "Closed: new visitors are turned away" : "Open (usual)";
  }

  /** Whether TLS of a TcpForward ends at the gateway. */
  public static String terminate(boolean terminates) {
    return terminates
        ? "Ends at the gateway, with a certificate for name.pool-domain"
        : "Left alone: bytes go through as they come (usual)";
  }

  /** What happens to requests in clear. */
  public static String plainHttp(String word) {
    return switch (word) {
      case "serve" -> "Serve them";
      case "passAcme" -> "Send them to https, but not those of certificate authorities (ACME)";
      default -> "Send them to https";
    };
  }

  /** The oldest TLS for visitors. */
  public static String minTls(String word) {
    return "TLS " + word + (word.equals("1.2") ? " (usual)" : "");
  }

  /** Whether visitors show certificates. */
  public static String certificates(String word) {
    return switch (word) {
      case "optional" -> "Asked for; visitors may have none";
      case "required" -> "Required";
      default -> "Not asked for (usual)";
    };
  }

  /** The version of HTTP to backends. */
  public static String backendHttp(String word) {
    return word.equals("http2") ? "HTTP/2, as gRPC needs it" : "HTTP/1.1 (usual)";
  }

  /** How connections to backends are encrypted: one of {@link BackendForm#TLS_CHOICES}. */
  public static String backendTls(String choice) {
    return switch (choice) {
      case BackendForm.CA -> "TLS; an authority vouches for them";
      case BackendForm.PINS -> "TLS; their public keys are known";
      default -> "None (usual)";
    };
  }

  /** What to do with the field of a private key. */
  public static String key(boolean hasKey) {
    return hasKey
        ? "The published one is kept. Paste another to replace it; empty the certificate to remove"
            + " both"
        : "PKCS #8 without a passphrase. It is sealed to the pools and never shown again";
  }
}
