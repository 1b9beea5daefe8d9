package io.webgateway.rules;

import static io.webgateway.rules.LedgerFixture.expectAccepted;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.PoolAdmission;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.Suspension;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsentTest {
  private static final String POOL = "gw.example.org";

  private final LedgerFixture world = new LedgerFixture();
  private final SigningKey provider = world.provider("provider");
  private final SigningKey alice = world.identity("alice");
  private final AcceptedRecord workload;

  ConsentTest() {
    expectAccepted(world.pool(provider, POOL, PoolAdmission.OPEN));
    expectAccepted(world.grant(provider, alice.identity(), 1));
    expectAccepted(world.reserve("blog", alice, provider.identity(), 30));
    expectAccepted(world.http(alice, "blog/web", List.of(POOL), List.of()));
    workload = world.ledger.latest(LedgerFixture.workloadKey("blog/web")).orElseThrow();
  }

  @Test
  void anOpenPoolTakesEverybodyAndAnInvitedOneItsGuests() {
    assertThat(of(PoolAdmission.OPEN, Optional.empty())).isInstanceOf(Consent.Given.class);
    assertThat(code(of(PoolAdmission.INVITED, Optional.empty()))).isEqualTo("NotInvited");
    assertThat(of(PoolAdmission.INVITED, Optional.of(grant(List.of(POOL), 1))))
        .isInstanceOf(Consent.Given.class);
    assertThat(code(of(PoolAdmission.INVITED, Optional.of(grant(List.of("other.example"), 1)))))
        .isEqualTo("NotInvited");
  }

  @Test
  void aGrantCountsAsItStoodWhenTheVersionWasAccepted() {
    assertThat(
            of(PoolAdmission.INVITED, Optional.of(endingAt(workload.acceptedAt().plusMillis(1)))))
        .isInstanceOf(Consent.Given.class);
    assertThat(code(of(PoolAdmission.INVITED, Optional.of(endingAt(workload.acceptedAt())))))
        .isEqualTo("NotInvited");
  }

  @Test
  void approvalIsForTheNameOrTheWorkload() {
    assertThat(code(of(PoolAdmission.APPROVAL, Optional.of(grant(List.of(), 1)))))
        .isEqualTo("AwaitingApproval");
    for (String subject : List.of("blog", "blog/web")) {
      assertThat(of(PoolAdmission.APPROVAL, Optional.of(approving(subject))))
          .isInstanceOf(Consent.Given.class);
    }
    for (String subject : List.of("blo", "blog/api", "web")) {
      assertThat(code(of(PoolAdmission.APPROVAL, Optional.of(approving(subject)))))
          .isEqualTo("AwaitingApproval");
    }
  }

  @Test
  void aSuspensionCountsAlwaysAndTellsItsReason() {
    for (PoolAdmission admission : PoolAdmission.values()) {
      for (String subject : List.of("blog", "blog/web")) {
        Consent consent = of(admission, Optional.of(suspending(subject)));
        assertThat(code(consent)).isEqualTo("Suspended");
        assertThat(((Consent.Withheld) consent).reason()).contains("Sends spam");
      }
    }
    assertThat(of(PoolAdmission.OPEN, Optional.of(suspending("blog/api"))))
        .isInstanceOf(Consent.Given.class);
  }

  private Consent of(PoolAdmission admission, Optional<GrantBody> grant) {
    PoolBody pool =
        new PoolBody(
            provider.identity(), admission, DecryptionKey.generate().publicKey(), List.of());
    return Consent.of(POOL, pool, grant, workload);
  }

  private static String code(Consent consent) {
    return switch (consent) {
      case Consent.Given given -> "Given";
      case Consent.Withheld withheld -> withheld.code();
    };
  }

  private GrantBody grant(List<String> pools, int days) {
    Instant end = workload.acceptedAt().plus(Duration.ofDays(days));
    return new GrantBody(1, 1, 0, pools, false, end, List.of(), List.of());
  }

  private static GrantBody endingAt(Instant end) {
    return new GrantBody(1, 1, 0, List.of(), false, end, List.of(), List.of());
  }

  private GrantBody approving(String subject) {
    Instant end = workload.acceptedAt().plus(Duration.ofDays(1));
    return new GrantBody(1, 1, 0, List.of(), false, end, List.of(subject), List.of());
  }

  private static GrantBody suspending(String subject) {
    return new GrantBody(
        0,
        0,
        0,
        List.of(),
        false,
        Instant.EPOCH,
        List.of("blog"),
        List.of(new Suspension(subject, "Sends spam")));
  }
}
