package io.webgateway.agent.proxy.http;

/**
 * Where a connection's requests come from, as backends are told. One per connection; the parts that
 * never change are written once.
 */
public final class Origin {
  private final String forwardedFor;
  private final String scheme;
  private final HeaderBlock constantFields;

  /**
   * Describes a connection.
   *
   * @param clientAddress an IP literal without brackets
   * @param scheme {@code http} or {@code https}
   * @param localPort the listener's port
   * @param version that the visitor speaks
   * @param viaName the gateway's pseudonym
   */
  public Origin(
      String clientAddress, String scheme, int localPort, HttpVersion version, String viaName) {
    this.scheme = scheme;
    this.forwardedFor =
        clientAddress.indexOf(':') < 0 ? clientAddress : "\"[" + clientAddress + "]\"";
    this.constantFields =
        HeaderBlockBuilder.ofOwn(
            "x-forwarded-for",
            clientAddress,
            "x-forwarded-proto",
            scheme,
            "x-forwarded-port",
            Integer.toString(localPort),
            "via",
            version.viaName() + " " + viaName);
  }

  HeaderBlock constantFields() {
    return constantFields;
  }

  /** The RFC 7239 field value for a request to an authority. */
  String forwarded(String authority) {
    boolean plain = authority.indexOf(':') < 0;
    String host = plain ? authority : "\"" + authority + "\"";
    return "for=" + forwardedFor + ";host=" + host + ";proto=" + scheme;
  }
}
