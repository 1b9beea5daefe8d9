package io.webgateway.agent.certificate;

import static io.webgateway.agent.certificate.TestPki.INTERMEDIATE;
import static io.webgateway.agent.certificate.TestPki.NOW;
import static io.webgateway.agent.certificate.TestPki.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.certificate.CertificateStore.Change.Conflict;
import io.webgateway.agent.certificate.CertificateStore.Change.Done;
import io.webgateway.agent.certificate.CertificateStore.Change.Missing;
import io.webgateway.agent.pool.KeyVault;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.certificate.CertificateSource;
import io.webgateway.model.certificate.CertificateView;
import io.webgateway.model.name.HostPattern;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCertificateStoreTest {
  private static final String OWNER = "tenant-a";
  private static final ServerCertificate FIRST = certificate("a.example", "*.a.example");
  private static final ServerCertificate SECOND = certificate("b.example");

  @TempDir private Path directory;
  private FileCertificateStore store;

  private static ServerCertificate certificate(String... names) {
    TestPki.Issued issued = leaf(names).by(INTERMEDIATE);
    return CertificateFacts.serverCertificate(
        List.of(issued.certificate(), INTERMEDIATE.certificate()),
        issued.pair().getPrivate(),
        CertificateFacts.names(issued.certificate()));
  }

  @BeforeEach
  void openStore() throws IOException {
    store = open();
  }

  private FileCertificateStore open() throws IOException {
    KeyVault vault = KeyVault.openOrCreate(directory.resolve("storage.key"), TestPki.RANDOM);
    return FileCertificateStore.open(
        directory.resolve("certificates"), vault, InstantSource.fixed(NOW), TestPki.RANDOM);
  }

  @Test
  void keepsWhatWasAddedAlsoAfterARestart() throws IOException {
    StoredCertificate added = store.add(OWNER, CertificateSource.UPLOADED, FIRST);
    assertThat(added.version()).isEqualTo(1);
    assertThat(added.createdAt()).isEqualTo(NOW);
    assertThat(store.find(added.id())).contains(added);
    assertThat(open().all()).containsExactly(added);
    assertThat(open().unreadable()).isEmpty();
  }

  @Test
  void doesNotDoubleWhatAnOwnerHasButKeepsOwnersApart() throws IOException {
    StoredCertificate once = store.add(OWNER, CertificateSource.UPLOADED, FIRST);
    assertThat(store.add(OWNER, CertificateSource.UPLOADED, FIRST)).isEqualTo(once);
    StoredCertificate other = store.add("tenant-b", CertificateSource.UPLOADED, FIRST);
    assertThat(other.id()).isNotEqualTo(once.id());
    assertThat(store.all()).hasSize(2);
  }

  @Test
  void replacesOnlyTheVersionThatWasSeen() throws IOException {
    StoredCertificate added = store.add(OWNER, CertificateSource.UPLOADED, FIRST);
    assertThat(store.replace(added.id(), 1, SECOND))
        .isInstanceOfSatisfying(
            Done.class,
            done -> {
              assertThat(done.certificate().version()).isEqualTo(2);
              assertThat(done.certificate().owner()).isEqualTo(OWNER);
              assertThat(done.certificate().certificate()).isEqualTo(SECOND);
            });
    assertThat(store.replace(added.id(), 1, FIRST)).isInstanceOf(Conflict.class);
    assertThat(store.replace("none", 1, FIRST)).isInstanceOf(Missing.class);
    assertThat(open().find(added.id()).orElseThrow().certificate()).isEqualTo(SECOND);
  }

  @Test
  void removesOnlyTheVersionThatWasSeen() throws IOException {
    StoredCertificate added = store.add(OWNER, CertificateSource.UPLOADED, FIRST);
    assertThat(store.remove(added.id(), 7)).isEqualTo(new Conflict(added));
    assertThat(store.remove(added.id(), 1)).isEqualTo(new Done(added));
    assertThat(store.remove(added.id(), 1)).isEqualTo(new Missing());
    assertThat(open().all()).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void writesNoKeyInClearAndNothingThatOthersCanRead() throws IOException {
    store.add(OWNER, CertificateSource.UPLOADED, FIRST);
    byte[] key = FIRST.key().getEncoded();
    String base64 = Base64.getEncoder().encodeToString(key);
    Path directoryOfStore = directory.resolve("certificates");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directoryOfStore)))
        .isEqualTo("rwx------");
    assertThat(files()).hasSize(1);
    for (Path file : files()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertThat(text).contains("BEGIN CERTIFICATE").doesNotContain("PRIVATE KEY");
      // The secret number lies inside; any third of the encoded key would give it away.
      assertThat(text)
          .doesNotContain(base64.substring(40, 70))
          .doesNotContain(new String(key, 36, 20, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void leavesBrokenFilesAsideAndGoesOnWithTheOthers() throws IOException {
    StoredCertificate good = store.add(OWNER, CertificateSource.UPLOADED, FIRST);
    StoredCertificate other = store.add(OWNER, CertificateSource.UPLOADED, SECOND);
    Path store = directory.resolve("certificates");
    Path goodFile = store.resolve(good.id() + ".json");
    Path otherFile = store.resolve(other.id() + ".json");
    // Somebody gives one certificate the sealed key of the other.
    String goodKey = Json.read(Files.readString(goodFile), CertificateFile.class).key();
    String otherText = Files.readString(otherFile);
    String otherKey = Json.read(otherText, CertificateFile.class).key();
    Files.writeString(otherFile, otherText.replace(otherKey, goodKey));
    write(store.resolve("bad.json"), "{}");
    Files.copy(goodFile, store.resolve("renamed.json"), StandardCopyOption.COPY_ATTRIBUTES);
    FileCertificateStore reopened = open();
    assertThat(reopened.all()).containsExactly(good);
    assertThat(reopened.unreadable())
        .containsOnlyKeys(otherFile, store.resolve("bad.json"), store.resolve("renamed.json"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void showsPeopleEverythingButSecrets() throws IOException {
    StoredCertificate added = store.add(OWNER, CertificateSource.UPLOADED, FIRST);
    CertificateView view = added.view();
    assertThat(view.id()).isEqualTo(added.id());
    assertThat(view.version()).isEqualTo(1);
    assertThat(view.owner()).isEqualTo(OWNER);
    assertThat(view.names())
        .containsExactly(HostPattern.of("*.a.example"), HostPattern.of("a.example"));
    assertThat(view.issuer()).isEqualTo("Test Intermediate");
    assertThat(view.notBefore()).isBefore(NOW);
    assertThat(view.notAfter()).isAfter(NOW);
    assertThat(view.fingerprint()).isEqualTo(FIRST.fingerprint());
    assertThat(view.source()).isEqualTo(CertificateSource.UPLOADED);
    assertThat(view.keyAlgorithm()).isEqualTo("EC P-256");
    assertThat(view.chainLength()).isEqualTo(2);
    assertThat(Json.read(Json.write(view), CertificateView.class)).isEqualTo(view);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("certificates"))) {
      return files.toList();
    }
  }
}
