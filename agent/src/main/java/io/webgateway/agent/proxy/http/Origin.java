package io.webgateway.agent.proxy.http;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a connection's requests come from, as backends are told. One per connection; the parts that
 * never change are written once.
 */
public final class Origin {
  private final String forwardedFor;
  private final String scheme;
  private final HeaderBlock constantFields;

  /** Describes a connection whose visitor has shown no certificate. */
  public Origin(
      String clientAddress, String scheme, int localPort, HttpVersion version, String viaName) {
    this(clientAddress, scheme, localPort, version, viaName, List.of());
  }

  /**
   * Describes a connection.
   *
   * @param clientAddress an IP literal without brackets
   * @param scheme {@code http} or {@code https}
   * @param localPort the listener's port
   * @param version that the visitor speaks
   * @param viaName the gateway's pseudonym
   * @param visitor the verified chain of the visitor's certificate, the leaf first; empty for none
   */
  public Origin(
      String clientAddress,
      String scheme,
      int localPort,
      HttpVersion version,
      String viaName,
      List<X509Certificate> visitor) {
    this.scheme = scheme;
    this.forwardedFor =
        clientAddress.indexOf(':') < 0 ? clientAddress : "\"[" + clientAddress + "]\"";
    List<String> fields =
        new ArrayList<>(
            List.of(
                "x-forwarded-for",
                clientAddress,
                "x-forwarded-proto",
                scheme,
                "x-forwarded-port",
                Integer.toString(localPort),
                "via",
                version.viaName() + " " + viaName));
    addVisitor(fields, visitor);
    this.constantFields = HeaderBlockBuilder.ofOwn(fields.toArray(String[]::new));
  }

  /** As RFC 9440 writes it: certificates in DER as byte sequences of RFC 8941. */
  private static void addVisitor(List<String> fields, List<X509Certificate> visitor) {
    if (!visitor.isEmpty()) {
      fields.add(FieldName.CLIENT_CERT.wireName());
      fields.add(item(visitor.getFirst()));
    }
    if (visitor.size() > 1) {
      fields.add(FieldName.CLIENT_CERT_CHAIN.wireName());
      fields.add(visitor.stream().skip(1).map(Origin::item).collect(Collectors.joining(", ")));
    }
  }

  private static String item(X509Certificate certificate) {
    try {
      return ":" + Base64.getEncoder().encodeToString(certificate.getEncoded()) + ":";
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("the certificate has no encoding", e);
    }
  }

  private Origin(Origin base, HeaderBlock constantFields) {
    this.scheme = base.scheme;
    this.forwardedFor = base.forwardedFor;
    this.constantFields = constantFields;
  }

  /**
   * The same, and that this WebSocket goes on from another backend.
   *
   * @param number of backends that it has had
   */
  public Origin resumed(int number) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < constantFields.size(); i++) {
      fields.add(constantFields.name(i));
      fields.add(constantFields.value(i));
    }
    fields.add(FieldName.WEBGW_RESUMED.wireName());
    fields.add(Integer.toString(number));
    return new Origin(this, HeaderBlockBuilder.ofOwn(fields.toArray(String[]::new)));
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
