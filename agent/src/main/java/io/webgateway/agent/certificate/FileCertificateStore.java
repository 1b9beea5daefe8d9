package io.webgateway.agent.certificate;

import io.webgateway.agent.certificate.CertificateStore.Change.Conflict;
import io.webgateway.agent.certificate.CertificateStore.Change.Done;
import io.webgateway.agent.certificate.CertificateStore.Change.Missing;
import io.webgateway.agent.pool.DurableFile;
import io.webgateway.agent.pool.KeyVault;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.certificate.CertificateSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certificates as one file each in a directory of mode 0700, keys sealed by the {@link KeyVault},
 * all of it in memory while the agent runs. A file that cannot be read is left where it is, named
 * in the log and in {@link #unreadable}, and the others go on serving.
 */
public final class FileCertificateStore implements CertificateStore {
  private static final Logger LOG = LoggerFactory.getLogger(FileCertificateStore.class);
  private static final String ENDING = ".json";
  private static final int ID_BYTES = 12;

  private final Path directory;
  private final KeyVault vault;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Map<Path, String> unreadable = new TreeMap<>();
  private volatile Map<String, StoredCertificate> certificates;

  private FileCertificateStore(
      Path directory, KeyVault vault, InstantSource clock, SecureRandom random) throws IOException {
    this.directory = directory;
    this.vault = vault;
    this.clock = clock;
    this.random = random;
    this.certificates = load();
  }

  /**
   * Opens a directory, and makes it when there is none.
   *
   * @throws IOException when the directory cannot be made or listed
   */
  public static FileCertificateStore open(
      Path directory, KeyVault vault, InstantSource clock, SecureRandom random) throws IOException {
    DurableFile.createDirectory(directory);
    DurableFile.removeLeftovers(directory);
    return new FileCertificateStore(directory, vault, clock, random);
  }

  /** Files that could not be read when the store was opened, with the reason. */
  public Map<Path, String> unreadable() {
    return Map.copyOf(unreadable);
  }

  @Override
  public List<StoredCertificate> all() {
    return List.copyOf(certificates.values());
  }

  @Override
  public Optional<StoredCertificate> find(String id) {
    return Optional.ofNullable(certificates.get(id));
  }

  @Override
  public synchronized StoredCertificate add(
      String owner, CertificateSource source, ServerCertificate certificate) throws IOException {
    for (StoredCertificate present : certificates.values()) {
      if (present.owner().equals(owner)
          && present.source() == source
          && present.certificate().fingerprint().equals(certificate.fingerprint())) {
        return present;
      }
    }
    return keep(freshId(), 1, owner, source, certificate);
  }

  @Override
  public synchronized Change replace(String id, long version, ServerCertificate certificate)
      throws IOException {
    StoredCertificate present = certificates.get(id);
    if (present == null) {
      return new Missing();
    }
    return present.version() == version
        ? new Done(keep(id, version + 1, present.owner(), present.source(), certificate))
        : new Conflict(present);
  }

  @Override
  public synchronized Change remove(String id, long version) throws IOException {
    StoredCertificate present = certificates.get(id);
    if (present == null) {
      return new Missing();
    }
    if (present.version() != version) {
      return new Conflict(present);
    }
    DurableFile.delete(file(id));
    Map<String, StoredCertificate> next = new TreeMap<>(certificates);
    next.remove(id);
    certificates = next;
    return new Done(present);
  }

  private StoredCertificate keep(
      String id,
      long version,
      String owner,
      CertificateSource source,
      ServerCertificate certificate)
      throws IOException {
    StoredCertificate stored =
        new StoredCertificate(
            id,
            version,
            owner,
            source,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            certificate);
    DurableFile.write(file(id), CertificateFile.write(stored, vault));
    Map<String, StoredCertificate> next = new TreeMap<>(certificates);
    next.put(id, stored);
    certificates = next;
    return stored;
  }

  private Map<String, StoredCertificate> load() throws IOException {
    Map<String, StoredCertificate> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
      for (Path file : files) {
        read(file).ifPresent(stored -> found.put(stored.id(), stored));
      }
    }
    return found;
  }

  private Optional<StoredCertificate> read(Path file) {
    try {
      StoredCertificate stored = CertificateFile.read(DurableFile.readOwnerOnly(file), vault);
      if (!file.equals(file(stored.id()))) {
        throw new IOException("Its name is not its id.");
      }
      return Optional.of(stored);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      LOG.warn("certificate file {} is left aside: {}", file, reason);
      unreadable.put(file, reason);
      return Optional.empty();
    }
  }

  private Path file(String id) {
    return directory.resolve(id + ENDING);
  }

  private String freshId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
