package io.webgateway.agent.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.webgateway.agent.proxy.fixture.VisitorAuthority;
import io.webgateway.agent.routing.TlsIdentity;
import io.webgateway.agent.routing.TlsPurpose;
import io.webgateway.agent.routing.policy.ClientCertificates;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.TlsVersion;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketSecretsTest {
  private static final TlsIdentity ONE =
      new TlsIdentity("f", "t", TlsPolicy.DEFAULT, TlsPurpose.HTTP);
  private final SecureRandom random = new SecureRandom();

  private static List<String> keys(TicketSecrets secrets, TlsIdentity identity) {
    return Arrays.stream(secrets.keysOf(identity)).map(TicketSecretsTest::text).toList();
  }

  private static String text(OpenSslSessionTicketKey key) {
    HexFormat hex = HexFormat.of();
    return hex.formatHex(key.name()) + hex.formatHex(key.hmacKey()) + hex.formatHex(key.aesKey());
  }

  @Test
  void theNewestSealsAndTheLastTwoStillOpen() {
    TicketSecrets secrets = TicketSecrets.random(random);
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      List<String> now = keys(secrets, ONE);
      assertThat(now).hasSize(Math.min(i + 1, 3)).doesNotHaveDuplicates();
      assertThat(seen).doesNotContain(now.getFirst());
      seen.addFirst(now.getFirst());
      assertThat(now).isEqualTo(seen.subList(0, now.size()));
      secrets = secrets.rotated(random);
    }
  }

  @Test
  void everyPartOfAnIdentityMakesOtherKeys() {
    X509Certificate authority = VisitorAuthority.root("One").certificate();
    X509Certificate another = VisitorAuthority.root("One").certificate();
    List<TlsIdentity> all =
        List.of(
            ONE,
            new TlsIdentity("f", "t", TlsPolicy.DEFAULT, TlsPurpose.STREAM),
            new TlsIdentity("f2", "t", TlsPolicy.DEFAULT, TlsPurpose.HTTP),
            new TlsIdentity("f", "t2", TlsPolicy.DEFAULT, TlsPurpose.HTTP),
            new TlsIdentity("ft", "", TlsPolicy.DEFAULT, TlsPurpose.HTTP),
            new TlsIdentity("", "ft", TlsPolicy.DEFAULT, TlsPurpose.HTTP),
            with(TlsVersion.TLS_1_3, new ClientCertificates.Off()),
            with(TlsVersion.TLS_1_2, new ClientCertificates.Optional(List.of(authority))),
            with(TlsVersion.TLS_1_2, new ClientCertificates.Required(List.of(authority))),
            with(TlsVersion.TLS_1_2, new ClientCertificates.Required(List.of(another))),
            with(TlsVersion.TLS_1_2, new ClientCertificates.Required(List.of(authority, another))));
    TicketSecrets secrets = TicketSecrets.random(random);

    assertThat(all.stream().map(identity -> keys(secrets, identity)).toList())
        .doesNotHaveDuplicates();
    assertThat(all.stream().map(i -> HexFormat.of().formatHex(TicketSecrets.nameOf(i))).toList())
        .doesNotHaveDuplicates();
  }

  private static TlsIdentity with(TlsVersion version, ClientCertificates clients) {
    return new TlsIdentity("f", "t", new TlsPolicy(version, clients), TlsPurpose.HTTP);
  }

  @Test
  void machinesThatShareSecretsShareKeys() {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    TicketSecrets here = TicketSecrets.of(List.of(secret));
    TicketSecrets there = TicketSecrets.of(List.of(secret.clone()));

    assertThat(keys(here, ONE)).isEqualTo(keys(there, ONE));
    assertThat(here.toString()).isEqualTo("TicketSecrets[1]");
  }

  @Test
  void secretsOfAnotherShapeAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> TicketSecrets.of(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> TicketSecrets.of(List.of(new byte[31])));
    byte[] good = new byte[32];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TicketSecrets.of(List.of(good, good, good, good)));
  }
}
