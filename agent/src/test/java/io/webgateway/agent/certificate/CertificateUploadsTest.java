package io.webgateway.agent.certificate;

import static io.webgateway.agent.certificate.TestPki.INTERMEDIATE;
import static io.webgateway.agent.certificate.TestPki.KEY;
import static io.webgateway.agent.certificate.TestPki.NOW;
import static io.webgateway.agent.certificate.TestPki.OTHER_KEY;
import static io.webgateway.agent.certificate.TestPki.leaf;
import static io.webgateway.agent.certificate.TestPki.pem;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.certificate.CertificateProblem.Kind;
import io.webgateway.agent.certificate.CertificateUploads.Outcome.Conflict;
import io.webgateway.agent.certificate.CertificateUploads.Outcome.Done;
import io.webgateway.agent.certificate.CertificateUploads.Outcome.Missing;
import io.webgateway.agent.certificate.CertificateUploads.Outcome.NotUploaded;
import io.webgateway.agent.certificate.CertificateUploads.Outcome.Rejected;
import io.webgateway.agent.pool.KeyVault;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.certificate.CertificateSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateUploadsTest {
  @TempDir private Path directory;
  private final AtomicInteger changes = new AtomicInteger();
  private FileCertificateStore store;
  private CertificateUploads uploads;

  @BeforeEach
  void openStore() throws IOException {
    InstantSource clock = InstantSource.fixed(NOW);
    KeyVault vault = KeyVault.openOrCreate(directory.resolve("storage.key"), TestPki.RANDOM);
    store =
        FileCertificateStore.open(directory.resolve("certificates"), vault, clock, TestPki.RANDOM);
    uploads = new CertificateUploads(store, clock, changes::incrementAndGet);
  }

  private static PemUpload upload(String name) {
    return new PemUpload(
        pem(leaf(name).by(INTERMEDIATE), INTERMEDIATE), pem(KEY.getPrivate()), Optional.empty());
  }

  private Done add(String owner, PemUpload upload) throws IOException {
    return uploads.add(owner, upload) instanceof Done done
        ? done
        : org.junit.jupiter.api.Assertions.fail("not stored");
  }

  @Test
  void everyChangeIsAnnounced() throws IOException {
    Done added = add("a", upload("x.example"));
    assertThat(changes).hasValue(1);
    uploads.remove("a", added.certificate().id(), store.all().getFirst().version());
    assertThat(changes).hasValue(2);
    uploads.remove("a", added.certificate().id(), 1);
    assertThat(changes).hasValue(2);
  }

  @Test
  void theSameUploadAgainChangesNothing() throws IOException {
    PemUpload upload = upload("x.example");
    assertThat(add("a", upload)).isEqualTo(add("a", upload));
    assertThat(uploads.list("a")).hasSize(1);
  }

  @Test
  void everyTenantSeesItsOwnOnly() throws IOException {
    Done done = add("a", upload("x.example"));
    String id = done.certificate().id();
    assertThat(uploads.find("a", id)).contains(done.certificate());
    assertThat(uploads.find("b", id)).isEmpty();
    assertThat(uploads.list("b")).isEmpty();
    assertThat(uploads.replace("b", id, 1, upload("y.example"))).isInstanceOf(Missing.class);
    assertThat(uploads.remove("b", id, 1)).isInstanceOf(Missing.class);
    assertThat(uploads.list("a")).containsExactly(done.certificate());
  }

  @Test
  void aBadUploadStoresNothing() throws IOException {
    PemUpload bad =
        new PemUpload(upload("x.example").chain(), pem(OTHER_KEY.getPrivate()), Optional.empty());
    assertThat(uploads.add("a", bad))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              CertificateProblem problem = rejected.problems().getFirst();
              assertThat(problem.kind()).isEqualTo(Kind.KEY_DOES_NOT_MATCH);
              assertThat(problem.kind().code()).isEqualTo("key-does-not-match");
              assertThat(problem.kind().field().word()).isEqualTo("key");
            });
    assertThat(store.all()).isEmpty();
  }

  @Test
  void replacesAndRemovesTheVersionThatWasSeen() throws IOException {
    String id = add("a", upload("x.example")).certificate().id();
    assertThat(uploads.replace("a", id, 1, upload("y.example"))).isInstanceOf(Done.class);
    assertThat(uploads.replace("a", id, 1, upload("z.example"))).isInstanceOf(Conflict.class);
    assertThat(uploads.remove("a", id, 1)).isInstanceOf(Conflict.class);
    assertThat(uploads.remove("a", id, 2)).isInstanceOf(Done.class);
    assertThat(uploads.remove("a", id, 2)).isInstanceOf(Missing.class);
  }

  @Test
  void whatTheNodeIssuedIsNotReplacedByHand() throws IOException {
    TestPki.Issued issued = leaf("x.example").by(INTERMEDIATE);
    ServerCertificate certificate =
        CertificateFacts.serverCertificate(
            List.of(issued.certificate()), issued.pair().getPrivate(), Set.of());
    String id = store.add("a", CertificateSource.LOCAL_CA, certificate).id();
    assertThat(uploads.replace("a", id, 1, upload("x.example"))).isInstanceOf(NotUploaded.class);
  }
}
