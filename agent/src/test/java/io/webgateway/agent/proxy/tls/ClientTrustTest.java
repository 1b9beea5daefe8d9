package io.webgateway.agent.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.webgateway.agent.proxy.fixture.VisitorAuthority;
import io.webgateway.agent.proxy.fixture.VisitorAuthority.Visitor;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;

class ClientTrustTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofHours(10));
  private static final VisitorAuthority ROOT = VisitorAuthority.rootAt("Root", NOW);
  private static final VisitorAuthority OTHER = VisitorAuthority.rootAt("Root", NOW);

  private Instant time = NOW;

  private ClientTrust trusting(X509Certificate... authorities) {
    return new ClientTrust(List.of(authorities), () -> time);
  }

  private static X509Certificate[] shown(List<X509Certificate> chain) {
    return chain.toArray(X509Certificate[]::new);
  }

  private static void refused(ClientTrust trust, Visitor visitor) {
    assertThatExceptionOfType(CertificateException.class)
        .isThrownBy(() -> trust.verify(shown(visitor.chain())));
  }

  @Test
  void whoWasIssuedACertificateByAnAuthorityComesIn() throws CertificateException {
    Visitor ann = ROOT.issue("ann");
    assertThat(trusting(ROOT.certificate()).verify(shown(ann.chain()))).isEqualTo(ann.chain());
  }

  @Test
  void theWayThroughIntermediatesIsFoundAndNothingElseIsInIt() throws CertificateException {
    Visitor ann = ROOT.intermediate("First").intermediate("Second").issue("ann");
    List<X509Certificate> all = new ArrayList<>(ann.chain());
    all.add(OTHER.certificate());
    all.add(ROOT.certificate());
    Collections.reverse(all.subList(1, all.size()));

    assertThat(ann.chain()).hasSize(3);
    assertThat(trusting(ROOT.certificate()).verify(shown(all))).isEqualTo(ann.chain());
  }

  @Test
  void anAuthorityOfTheSameNameWithAnotherKeyIsAnother() {
    refused(trusting(ROOT.certificate()), OTHER.issue("eve"));
  }

  @Test
  void noAuthorityTrustsNobody() {
    refused(trusting(), ROOT.issue("ann"));
    assertThat(trusting().getAcceptedIssuers()).isEmpty();
  }

  @Test
  void aCertificateThatIsNotForClientsIsRefusedAndOneThatDoesNotSayIsTaken()
      throws CertificateException {
    ClientTrust trust = trusting(ROOT.certificate());
    refused(trust, ROOT.issue("server", List.of(KeyPurposeId.id_kp_serverAuth), LATER));
    trust.verify(
        shown(
            ROOT.issue(
                    "both",
                    List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth),
                    LATER)
                .chain()));
    trust.verify(shown(ROOT.issue("silent", List.of(), LATER).chain()));
  }

  @Test
  void aCertificateIsRefusedWhenItsTimeIsOverEvenIfItWasSeenBefore() throws CertificateException {
    ClientTrust trust = trusting(ROOT.certificate());
    Visitor ann = ROOT.issue("ann", VisitorAuthority.CLIENT, NOW.plus(Duration.ofHours(1)));
    trust.verify(shown(ann.chain()));
    time = NOW.plus(Duration.ofHours(2));
    refused(trust, ann);
    time = NOW.minus(Duration.ofHours(2));
    refused(trust, ann);
  }

  @Test
  void anAuthorityWhoseTimeIsOverVouchesForNobody() throws CertificateException {
    ClientTrust trust = trusting(ROOT.certificate());
    Visitor ann = ROOT.issue("ann", VisitorAuthority.CLIENT, NOW.plus(Duration.ofDays(9)));
    trust.verify(shown(ann.chain()));
    time = NOW.plus(Duration.ofDays(2));
    refused(trust, ann);
    refused(trusting(ROOT.certificate()), ann);
  }

  @Test
  void aLeafIsNoAuthorityForOthersButMayBeNamedItself() throws CertificateException {
    Visitor ann = ROOT.issue("ann");
    ClientTrust trust = trusting(ann.chain().getFirst());
    assertThat(trust.verify(shown(ann.chain()))).isEqualTo(ann.chain());
    refused(trust, ROOT.issue("bob"));
    refused(
        trusting(
            ROOT.issue("server", List.of(KeyPurposeId.id_kp_serverAuth), LATER).chain().getFirst()),
        ROOT.issue("server", List.of(KeyPurposeId.id_kp_serverAuth), LATER));
    time = NOW.plus(Duration.ofDays(2));
    refused(trust, ann);
  }

  @Test
  void noCertificateAndTooManyAreRefused() {
    ClientTrust trust = trusting(ROOT.certificate());
    assertThatExceptionOfType(CertificateException.class)
        .isThrownBy(() -> trust.verify(new X509Certificate[0]));
    List<X509Certificate> many = new ArrayList<>(Collections.nCopies(8, OTHER.certificate()));
    many.addFirst(ROOT.issue("ann").chain().getFirst());
    assertThatExceptionOfType(CertificateException.class)
        .isThrownBy(() -> trust.verify(shown(many)));
  }

  @Test
  void serversAreNeverTrusted() {
    X509Certificate[] chain = shown(ROOT.issue("ann").chain());
    assertThatExceptionOfType(CertificateException.class)
        .isThrownBy(() -> trusting(ROOT.certificate()).checkServerTrusted(chain, "ECDHE_ECDSA"));
  }
}
