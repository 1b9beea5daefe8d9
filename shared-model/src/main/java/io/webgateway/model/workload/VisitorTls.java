package io.webgateway.model.workload;

/**
 * TLS between visitors and the gateway. Minimum and client certificates belong to the host: two
 * workloads that share one by path must agree.
 *
 * @param minVersion older versions are refused
 * @param clientCertificates whether visitors show a certificate of their own
 * @param hsts whether browsers are told to come back by https only
 */
public record VisitorTls(
    Version minVersion, ClientCertificatePolicy clientCertificates, Hsts hsts) {
  /** TLS 1.2 or newer, no client certificates, no HSTS. */
  public static final VisitorTls DEFAULT =
      new VisitorTls(Version.TLS_1_2, new ClientCertificatePolicy.Off(), Hsts.OFF);

  /** The versions that can be the oldest. */
  public enum Version {
    /** RFC 5246. */
    TLS_1_2("1.2"),
    /** RFC 8446. */
    TLS_1_3("1.3");

    private final String word;

    Version(String word) {
      this.word = word;
    }

    /** As people write it: 1.2 or 1.3. */
    public String word() {
      return word;
    }
  }

  /**
   * Strict transport security (RFC 6797).
   *
   * @param maxAgeSeconds how long a browser remembers it, at most two years; 0 for none
   * @param includeSubDomains whether it holds for all names below the host too
   */
  public record Hsts(long maxAgeSeconds, boolean includeSubDomains) {
    /** Browsers are told nothing. */
    public static final Hsts OFF = new Hsts(0, false);

    /** Two years: what the preload lists of browsers ask for, and more than anybody needs. */
    public static final long MAX_SECONDS = 63_072_000;

    /** The value of the header field (section 6.1), empty when nothing is sent. */
    public String fieldValue() {
      if (maxAgeSeconds == 0) {
        return "";
      }
      return "max-age=" + maxAgeSeconds + (includeSubDomains ? "; includeSubDomains" : "");
    }
  }
}
