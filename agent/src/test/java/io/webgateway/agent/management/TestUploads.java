package io.webgateway.agent.management;

import io.webgateway.agent.certificate.CertificateIssuer;
import io.webgateway.agent.certificate.LocalCertificateAuthority;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.name.HostPattern;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** Certificates with keys, as a tenant would upload them. */
final class TestUploads {
  private TestUploads() {}

  /** Members {@code chain} and {@code key} of an upload for a host. */
  static Map<String, String> pem(LocalCertificateAuthority authority, String host) {
    if (authority.issue(Set.of(HostPattern.parse(host).orThrow()))
        instanceof CertificateIssuer.Outcome.Issued(ServerCertificate certificate)) {
      StringBuilder chain = new StringBuilder();
      for (X509Certificate each : certificate.chain()) {
        chain.append(block("CERTIFICATE", encoded(each)));
      }
      return Map.of(
          "chain", chain.toString(), "key", block("PRIVATE KEY", certificate.key().getEncoded()));
    }
    throw new AssertionError("the authority did not issue");
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String block(String type, byte[] der) {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }
}
