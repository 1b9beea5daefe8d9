package io.webgateway.agent.certificate;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** The PEM form (RFC 7468) of what this package wrote itself. */
final class Pem {
  private static final String CERTIFICATE = "CERTIFICATE";

  private Pem() {}

  /** A chain, the leaf first. */
  static String ofChain(List<X509Certificate> chain) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      for (X509Certificate certificate : chain) {
        writer.writeObject(new PemObject(CERTIFICATE, certificate.getEncoded()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has no encoding", e);
    }
    return text.toString();
  }

  /** A chain that {@link #ofChain} wrote. */
  static List<X509Certificate> chain(String text) throws IOException {
    List<X509Certificate> chain = new ArrayList<>();
    try (PemReader reader = new PemReader(new StringReader(text))) {
      for (PemObject object = reader.readPemObject();
          object != null;
          object = reader.readPemObject()) {
        chain.add(CertificateFacts.fromDer(object.getContent()));
      }
    } catch (CertificateException e) {
      throw new IOException("A stored certificate cannot be read.", e);
    }
    if (chain.isEmpty()) {
      throw new IOException("A stored chain is empty.");
    }
    return chain;
  }

  /**
   * A private key from its PKCS #8 bytes.
   *
   * @param algorithm {@code EC} or {@code RSA}
   */
  static PrivateKey privateKey(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }
}
