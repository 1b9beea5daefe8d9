package io.webgateway.agent.proxy.tls;

import io.netty.handler.ssl.OpenSsl;
import io.webgateway.agent.routing.policy.TlsVersion;
import java.util.List;

/**
 * What the gateway offers in a handshake, to visitors and to backends.
 *
 * @param versions the newest first
 * @param groups for the exchange of keys, the preferred first; a hybrid with ML-KEM keeps what is
 *     recorded today from being read by a quantum computer later
 * @param nativeProvider whether BoringSSL does the work; the JDK does otherwise, several times more
 *     slowly and without hybrid groups
 */
public record TlsOffer(List<String> versions, List<String> groups, boolean nativeProvider) {
  static final String TLS_1_3 = "TLSv1.3";
  static final String TLS_1_2 = "TLSv1.2";

  /** The names are those of IANA's registry, as the TLS library spells them. */
  private static final List<String> NATIVE_GROUPS =
      List.of("X25519MLKEM768", "x25519", "secp256r1", "secp384r1");

  private static final List<String> JDK_GROUPS = List.of("x25519", "secp256r1", "secp384r1");

  /**
   * Authenticated encryption with forward secrecy, nothing else (RFC 9325 section 4.2). TLS 1.3 has
   * no other kind.
   */
  public static final List<String> SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /** Copies the lists. */
  public TlsOffer {
    versions = List.copyOf(versions);
    groups = List.copyOf(groups);
  }

  /** What this machine can offer. */
  public static TlsOffer here() {
    boolean nativeProvider = OpenSsl.isAvailable();
    return new TlsOffer(
        versionsFrom(TlsVersion.TLS_1_2),
        nativeProvider ? NATIVE_GROUPS : JDK_GROUPS,
        nativeProvider);
  }

  /** That version and all newer ones, the newest first. */
  public static List<String> versionsFrom(TlsVersion oldest) {
    return switch (oldest) {
      case TLS_1_2 -> List.of(TLS_1_3, TLS_1_2);
      case TLS_1_3 -> List.of(TLS_1_3);
    };
  }
}
