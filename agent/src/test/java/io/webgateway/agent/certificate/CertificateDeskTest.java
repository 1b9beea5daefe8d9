package io.webgateway.agent.certificate;

import static io.webgateway.agent.certificate.TestPki.INTERMEDIATE;
import static io.webgateway.agent.certificate.TestPki.KEY;
import static io.webgateway.agent.certificate.TestPki.leaf;
import static io.webgateway.agent.certificate.TestPki.pem;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.certificate.CertificateDesk.Provision;
import io.webgateway.agent.certificate.CertificateDesk.Shortage;
import io.webgateway.agent.pool.KeyVault;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.certificate.CertificateSource;
import io.webgateway.model.name.HostPattern;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateDeskTest {
  @TempDir private Path directory;
  private Instant now = TestPki.NOW;
  private FileCertificateStore store;
  private CertificateDesk desk;
  private CertificateUploads uploads;

  @BeforeEach
  void openDesk() throws IOException {
    KeyVault vault = KeyVault.openOrCreate(directory.resolve("storage.key"), TestPki.RANDOM);
    store =
        FileCertificateStore.open(
            directory.resolve("certificates"), vault, () -> now, TestPki.RANDOM);
    desk =
        new CertificateDesk(
            store,
            Optional.of(
                LocalCertificateAuthority.openOrCreate(
                    directory, vault, () -> now, TestPki.RANDOM)),
            () -> now);
    uploads = new CertificateUploads(store, () -> now, () -> {});
  }

  private static Set<HostPattern> hosts(String... hosts) {
    return Stream.of(hosts).map(HostPattern::of).collect(Collectors.toSet());
  }

  private static PemUpload upload(String... names) {
    return new PemUpload(
        pem(leaf(names).by(INTERMEDIATE), INTERMEDIATE), pem(KEY.getPrivate()), Optional.empty());
  }

  @Test
  void issuesOnceForEachHostThatIsMissing() {
    Provision first = desk.provide("a", hosts("x.example", "*.y.example"));
    assertThat(first.shortages()).isEmpty();
    assertThat(first.certificates())
        .extracting(ServerCertificate::names)
        .containsExactlyInAnyOrder(Set.of("x.example"), Set.of("*.y.example"));
    assertThat(desk.provide("a", hosts("x.example", "*.y.example"))).isEqualTo(first);
    assertThat(store.all()).hasSize(2);
  }

  @Test
  void issuesOnlyForTheHostThatIsNew() {
    desk.provide("a", hosts("x.example"));
    assertThat(desk.provide("a", hosts("x.example", "z.example")).certificates()).hasSize(2);
    assertThat(desk.provide("b", hosts("x.example")).certificates()).hasSize(1);
    assertThat(store.all()).hasSize(3);
  }

  @Test
  void renewsInPlaceBeforeAThirdOfTheLifetimeRemains() {
    ServerCertificate before = desk.provide("a", hosts("x.example")).certificates().getFirst();
    String id = store.all().getFirst().id();
    now = TestPki.NOW.plus(Duration.ofDays(50));
    assertThat(desk.provide("a", hosts("x.example")).certificates()).containsExactly(before);
    now = TestPki.NOW.plus(Duration.ofDays(61));
    assertThat(desk.provide("a", hosts("x.example")).certificates()).doesNotContain(before);
    assertThat(store.all())
        .singleElement()
        .satisfies(
            stored -> {
              assertThat(stored.id()).isEqualTo(id);
              assertThat(stored.version()).isEqualTo(2);
              assertThat(stored.leaf().getNotAfter().toInstant())
                  .isEqualTo(now.plus(Duration.ofDays(90)));
            });
  }

  @Test
  void aRenewedWildcardStaysAWildcard() {
    desk.provide("a", hosts("*.x.example"));
    now = TestPki.NOW.plus(Duration.ofDays(61));
    assertThat(desk.provide("a", hosts("q.x.example")).shortages()).isEmpty();
    assertThat(store.all())
        .singleElement()
        .satisfies(
            stored -> {
              assertThat(stored.version()).isEqualTo(2);
              assertThat(stored.names()).isEqualTo(hosts("*.x.example"));
            });
  }

  @Test
  void removesIssuedCertificatesThatEndedAndKeepsUploads() throws IOException {
    desk.provide("a", hosts("x.example"));
    uploads.add("a", upload("y.example"));
    now = TestPki.NOW.plus(Duration.ofDays(100));
    desk.provide("a", hosts());
    assertThat(store.all())
        .singleElement()
        .satisfies(stored -> assertThat(stored.source()).isEqualTo(CertificateSource.UPLOADED));
  }

  @Test
  void usesAnUploadAsSoonAsItIsThere() throws IOException {
    desk.provide("a", hosts("x.example"));
    uploads.add("a", upload("x.example"));
    assertThat(desk.provide("a", hosts("x.example")).certificates())
        .singleElement()
        .satisfies(one -> assertThat(one.chain()).contains(INTERMEDIATE.certificate()));
  }

  @Test
  void saysWhatIsMissingWhenNobodyIssues() {
    CertificateDesk alone = new CertificateDesk(store, Optional.empty(), () -> now);
    Provision provision = alone.provide("a", hosts("x.example"));
    assertThat(provision.certificates()).isEmpty();
    assertThat(provision.shortages()).extracting(Shortage::code).containsExactly("no-certificate");
  }

  @Test
  void asksARefusingIssuerAgainOnlyAfterAWhile() {
    List<Instant> asked = new ArrayList<>();
    CertificateIssuer refusing =
        new CertificateIssuer() {
          @Override
          public CertificateSource source() {
            return CertificateSource.ACME;
          }

          @Override
          public Outcome issue(Set<HostPattern> wanted) {
            asked.add(now);
            return new Outcome.Refused("caa", "CAA forbids it.", "Change the CAA record.");
          }
        };
    CertificateDesk hopeful = new CertificateDesk(store, Optional.of(refusing), () -> now);
    for (int second = 0; second < 400; second++) {
      now = TestPki.NOW.plusSeconds(second);
      assertThat(hopeful.provide("a", hosts("x.example")).shortages())
          .extracting(Shortage::code)
          .containsExactly("caa");
    }
    assertThat(asked)
        .containsExactly(TestPki.NOW, TestPki.NOW.plusSeconds(60), TestPki.NOW.plusSeconds(180));
  }
}
