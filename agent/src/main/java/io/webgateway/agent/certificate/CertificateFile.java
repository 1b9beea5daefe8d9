package io.webgateway.agent.certificate;

import io.webgateway.agent.pool.KeyVault;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.certificate.CertificateSource;
import io.webgateway.wire.Json;
import io.webgateway.wire.WireException;
import io.webgateway.wire.pem.KeyPem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * The form of one certificate on disk.
 *
 * @param format 1
 * @param id as in {@link StoredCertificate}
 * @param version as there
 * @param owner as there
 * @param source as there
 * @param createdAt as there
 * @param chain PEM
 * @param keyAlgorithm {@code EC} or {@code RSA}
 * @param key the PKCS #8 bytes, sealed
 */
record CertificateFile(
    int format,
    String id,
    long version,
    String owner,
    CertificateSource source,
    Instant createdAt,
    String chain,
    String keyAlgorithm,
    String key) {
  private static final int FORMAT = 1;

  /** The bytes of a file. */
  static byte[] write(StoredCertificate stored, KeyVault vault) {
    ServerCertificate certificate = stored.certificate();
    CertificateFile file =
        new CertificateFile(
            FORMAT,
            stored.id(),
            stored.version(),
            stored.owner(),
            stored.source(),
            stored.createdAt(),
            Pem.ofChain(certificate.chain()),
            certificate.key().getAlgorithm(),
            vault.seal(purpose(stored.id()), certificate.key().getEncoded()));
    return Json.writePretty(file).getBytes(StandardCharsets.UTF_8);
  }

  /** What a file holds; an {@link IOException} says why it is unusable. */
  static StoredCertificate read(byte[] bytes, KeyVault vault) throws IOException {
    CertificateFile file;
    try {
      file = Json.read(new String(bytes, StandardCharsets.UTF_8), CertificateFile.class);
    } catch (WireException e) {
      throw new IOException("It is not a certificate file.", e);
    }
    if (file.format != FORMAT) {
      throw new IOException("It has the format " + file.format + ", which is not known here.");
    }
    List<X509Certificate> chain = Pem.chain(file.chain);
    PrivateKey key = file.openKey(vault);
    if (!KeyPem.isPair(key, chain.getFirst().getPublicKey())) {
      throw new IOException("Its key does not belong to its certificate.");
    }
    ServerCertificate certificate =
        CertificateFacts.serverCertificate(chain, key, CertificateFacts.names(chain.getFirst()));
    return new StoredCertificate(
        file.id, file.version, file.owner, file.source, file.createdAt, certificate);
  }

  private PrivateKey openKey(KeyVault vault) throws IOException {
    try {
      return Pem.privateKey(keyAlgorithm, vault.open(purpose(id), key));
    } catch (GeneralSecurityException _) {
      // The cause is left out, because its text could repeat a part of the key.
      throw new IOException("Its key cannot be read.");
    }
  }

  private static String purpose(String id) {
    return "certificate-key/" + id;
  }
}
