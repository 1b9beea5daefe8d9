package io.webgateway.agent.certificate;

import io.webgateway.agent.pool.DurableFile;
import io.webgateway.wire.pem.KeyPem;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * The key and certificate that the management API shows on TLS. Clients do not trust an authority
 * here: they pin the public key from the node's signed record, so the key stays for good while the
 * certificate is signed anew when less than a year remains.
 *
 * <p>Kept in one PEM file of mode 0600, unsealed: who can read it can read the storage key too.
 */
public final class ManagementTlsIdentity {
  private static final String FILE = "management-tls.pem";
  private static final String KEY_TYPE = "PRIVATE KEY";
  private static final Duration RENEW_BEFORE = Duration.ofDays(365);

  private final PrivateKey key;
  private final X509Certificate certificate;

  private ManagementTlsIdentity(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /**
   * Opens the identity of a directory, and makes it when there is none.
   *
   * @throws IOException when the file cannot be read or written, is readable by others, or holds no
   *     identity
   */
  public static ManagementTlsIdentity openOrCreate(
      Path directory, InstantSource clock, SecureRandom random) throws IOException {
    DurableFile.createDirectory(directory);
    DurableFile.removeLeftovers(directory);
    Path file = directory.resolve(FILE);
    Instant now = clock.instant();
    if (!Files.exists(file)) {
      KeyPair pair = Keys.newPair(random);
      DurableFile.createOnce(file, pem(pair.getPrivate(), Templates.pinned(pair, now, random)));
    }
    ManagementTlsIdentity identity = open(file);
    Instant end = identity.certificate.getNotAfter().toInstant();
    if (end.isAfter(now.plus(RENEW_BEFORE))) {
      return identity;
    }
    KeyPair pair = new KeyPair(identity.certificate.getPublicKey(), identity.key);
    DurableFile.write(file, pem(identity.key, Templates.pinned(pair, now, random)));
    return open(file);
  }

  private static ManagementTlsIdentity open(Path file) throws IOException {
    String text = new String(DurableFile.readOwnerOnly(file), StandardCharsets.US_ASCII);
    try (PemReader reader = new PemReader(new StringReader(text))) {
      PemObject first = reader.readPemObject();
      PemObject second = reader.readPemObject();
      if (first == null || second == null || !first.getType().equals(KEY_TYPE)) {
        throw new IOException(file + " holds no key and certificate; restore it, or remove it.");
      }
      PrivateKey key = Pem.privateKey("EC", first.getContent());
      X509Certificate certificate = CertificateFacts.fromDer(second.getContent());
      if (!KeyPem.isPair(key, certificate.getPublicKey())) {
        throw new IOException(file + " holds a key that does not belong to its certificate.");
      }
      return new ManagementTlsIdentity(key, certificate);
    } catch (GeneralSecurityException _) {
      // The cause is left out, because its text could repeat a part of the key.
      throw new IOException(file + " holds no usable key and certificate; restore it.");
    }
  }

  private static byte[] pem(PrivateKey key, X509Certificate certificate) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(KEY_TYPE, key.getEncoded()));
    }
    return (text + Pem.ofChain(List.of(certificate))).getBytes(StandardCharsets.US_ASCII);
  }

  /** The private key; never printed. */
  public PrivateKey key() {
    return key;
  }

  /** The certificate, self-signed. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** What clients pin: base64url without padding of the SHA-256 of the public key's SPKI. */
  public String pin() {
    return CertificateFacts.pin(certificate.getPublicKey());
  }

  /** A server-side TLS context with this identity and no client authentication. */
  public SSLContext sslContext() {
    try {
      char[] none = new char[0];
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, none);
      store.setKeyEntry("management", key, none, new Certificate[] {certificate});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, none);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the management identity cannot be used", e);
    }
  }

  @Override
  public String toString() {
    return "ManagementTlsIdentity[" + pin() + "]";
  }
}
