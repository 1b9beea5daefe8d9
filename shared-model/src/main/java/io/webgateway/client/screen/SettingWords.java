package io.webgateway.client.screen;

/** The choices of a workload's form as people read them; both consoles say the same. */
public final class SettingWords {
  private SettingWords() {}

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
