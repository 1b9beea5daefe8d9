package io.webgateway.agent.certificate;

import io.webgateway.agent.certificate.CertificateIssuer.Outcome.Issued;
import io.webgateway.agent.certificate.CertificateIssuer.Outcome.Refused;
import io.webgateway.agent.pool.DurableFile;
import io.webgateway.agent.pool.KeyVault;
import io.webgateway.model.certificate.CertificateSource;
import io.webgateway.model.name.HostPattern;
import io.webgateway.wire.Json;
import io.webgateway.wire.WireException;
import io.webgateway.wire.pem.KeyPem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * The node's own authority, for demonstrations and private networks: visitors must trust its
 * certificate by hand. Made once, on P-256, for ten years; it issues server certificates of at most
 * 90 days. Its key is sealed; its certificate lies beside it in {@code local-ca.pem} for everybody.
 *
 * <p>Who has the storage key and the directory can issue for any name to those who trust it, so it
 * is off by default.
 */
public final class LocalCertificateAuthority implements CertificateIssuer {
  private static final Duration LIFETIME = Duration.ofDays(90);
  private static final Duration SMALLEST_LIFETIME = Duration.ofDays(1);
  private static final int MAX_HOSTS = 100;
  private static final String FILE = "local-ca.json";
  private static final String PUBLIC_FILE = "local-ca.pem";
  private static final String PURPOSE = "local-ca-key";

  private final X509Certificate certificate;
  private final PrivateKey key;
  private final Path publicFile;
  private final InstantSource clock;
  private final SecureRandom random;

  private LocalCertificateAuthority(
      X509Certificate certificate,
      PrivateKey key,
      Path publicFile,
      InstantSource clock,
      SecureRandom random) {
    this.certificate = certificate;
    this.key = key;
    this.publicFile = publicFile;
    this.clock = clock;
    this.random = random;
  }

  /** The form on disk: a chain of one in PEM, and the sealed PKCS #8 key. */
  private record Stored(String certificate, String key) {}

  /**
   * Opens the authority of a directory, and makes it when there is none.
   *
   * @throws IOException when the files cannot be read or written, or do not belong together
   */
  public static LocalCertificateAuthority openOrCreate(
      Path directory, KeyVault vault, InstantSource clock, SecureRandom random) throws IOException {
    DurableFile.createDirectory(directory);
    DurableFile.removeLeftovers(directory);
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      create(file, vault, clock.instant(), random);
    }
    Path publicFile = directory.resolve(PUBLIC_FILE);
    LocalCertificateAuthority authority = open(file, publicFile, vault, clock, random);
    DurableFile.writeReadable(publicFile, authority.pem().getBytes(StandardCharsets.US_ASCII));
    return authority;
  }

  private static void create(Path file, KeyVault vault, Instant now, SecureRandom random)
      throws IOException {
    KeyPair pair = Keys.newPair(random);
    X509Certificate certificate = Templates.authority(pair, now, random);
    Stored stored =
        new Stored(
            Pem.ofChain(List.of(certificate)), vault.seal(PURPOSE, pair.getPrivate().getEncoded()));
    DurableFile.createOnce(file, Json.writePretty(stored).getBytes(StandardCharsets.UTF_8));
  }

  private static LocalCertificateAuthority open(
      Path file, Path publicFile, KeyVault vault, InstantSource clock, SecureRandom random)
      throws IOException {
    try {
      String text = new String(DurableFile.readOwnerOnly(file), StandardCharsets.UTF_8);
      Stored stored = Json.read(text, Stored.class);
      X509Certificate certificate = Pem.chain(stored.certificate()).getFirst();
      PrivateKey key = Pem.privateKey("EC", vault.open(PURPOSE, stored.key()));
      if (!KeyPem.isPair(key, certificate.getPublicKey())) {
        throw new IOException(file + " holds a key that does not belong to its certificate.");
      }
      return new LocalCertificateAuthority(certificate, key, publicFile, clock, random);
    } catch (WireException | GeneralSecurityException _) {
      // The cause is left out, because its text could repeat a part of the key.
      throw new IOException(file + " holds no local authority; restore it, or remove it.");
    }
  }

  @Override
  public CertificateSource source() {
    return CertificateSource.LOCAL_CA;
  }

  @Override
  public Outcome issue(Set<HostPattern> hosts) {
    if (hosts.isEmpty() || hosts.size() > MAX_HOSTS) {
      return new Refused(
          "host-count",
          "A certificate for " + hosts.size() + " hosts was asked for.",
          "Ask for 1 to " + MAX_HOSTS + " hosts at once.");
    }
    Instant now = clock.instant();
    Instant last = certificate.getNotAfter().toInstant();
    if (last.isBefore(now.plus(SMALLEST_LIFETIME))) {
      return new Refused(
          "authority-ended",
          "The node's local authority ends on " + last + ".",
          "Remove " + FILE + " and restart the agent; visitors must trust its successor.");
    }
    Instant end = now.plus(LIFETIME).isBefore(last) ? now.plus(LIFETIME) : last;
    KeyPair pair = Keys.newPair(random);
    X509Certificate leaf =
        Templates.server(certificate, key, pair.getPublic(), hosts, now, end, random);
    return new Issued(
        CertificateFacts.serverCertificate(
            List.of(leaf), pair.getPrivate(), CertificateFacts.names(leaf)));
  }

  /** The authority's certificate, which visitors must trust. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The same in PEM. */
  public String pem() {
    return Pem.ofChain(List.of(certificate));
  }

  /** The file of mode 0644 that holds {@link #pem}. */
  public Path pemFile() {
    return publicFile;
  }
}
