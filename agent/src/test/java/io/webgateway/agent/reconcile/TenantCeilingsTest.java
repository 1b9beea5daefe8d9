package io.webgateway.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.routing.TenantLimits;
import io.webgateway.model.identity.EncryptionKey;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.PoolAdmission;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.Receipt;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.SignedReceipt;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.model.ledger.Signer;
import io.webgateway.model.workload.policy.TrafficLimits.Bounds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TenantCeilingsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final IdentityId PROVIDER = new IdentityId("I".repeat(43));
  private static final IdentityId ALICE = new IdentityId("A".repeat(43));
  private static final IdentityId BOB = new IdentityId("E".repeat(43));
  private static final PoolBody POOL =
      new PoolBody(
          PROVIDER, PoolAdmission.OPEN, new EncryptionKey("g".repeat(43)), List.of(PROVIDER));

  private static Subject subject(IdentityId owner, String id, Optional<GrantBody> grant) {
    LedgerRecord record =
        new LedgerRecord(
            "ledger",
            RecordKey.workload("blog", id),
            1,
            Optional.empty(),
            new Signer(owner, 1),
            POOL);
    Receipt receipt = new Receipt("ledger", record.key(), 1, "hash", NOW);
    AcceptedRecord workload =
        new AcceptedRecord(
            new SignedRecord("compact", "hash", "key", Optional.empty(), record),
            new SignedReceipt("compact", "key", receipt));
    return new Subject(
        "gw.example",
        POOL,
        workload,
        Optional.empty(),
        grant,
        Optional.empty(),
        LedgerParameters.DEFAULT);
  }

  private static Optional<GrantBody> grant(long bandwidth, GrantBody.Ceiling ceiling) {
    return Optional.of(
        new GrantBody(
            5,
            0,
            bandwidth,
            List.of(),
            false,
            NOW,
            List.of(),
            List.of(),
            Optional.of(ceiling).filter(any -> !any.equals(GrantBody.Ceiling.NONE))));
  }

  private static Bounds bounds(TenantLimits limits) {
    return limits.bounds();
  }

  @Test
  void aGrantIsItsHoldersCeilingInTheDataPlanesWords() {
    List<TenantLimits> limits =
        TenantCeilings.of(
            List.of(subject(ALICE, "web", grant(500_000, new GrantBody.Ceiling(10, 20, 30)))));
    assertThat(limits)
        .containsExactly(new TenantLimits(ALICE.value(), new Bounds(10, 20, 30, 500_000, 500_000)));
  }

  @Test
  void allWorkloadsOfATenantShareOneCeilingAndTenantsHaveTheirOwn() {
    Optional<GrantBody> alices = grant(0, new GrantBody.Ceiling(10, 0, 0));
    Optional<GrantBody> bobs = grant(0, new GrantBody.Ceiling(0, 7, 0));
    List<Subject> subjects =
        List.of(
            subject(BOB, "shop", bobs),
            subject(ALICE, "web", alices),
            subject(ALICE, "api", alices));
    assertThat(TenantCeilings.of(subjects))
        .containsExactly(
            new TenantLimits(ALICE.value(), new Bounds(10, 0, 0, 0, 0)),
            new TenantLimits(BOB.value(), new Bounds(0, 7, 0, 0, 0)));
    assertThat(TenantCeilings.of(subjects.reversed())).isEqualTo(TenantCeilings.of(subjects));
  }

  @Test
  void anEditIsTheNewCeilingAndNothingOfTheOldOneStays() {
    Optional<GrantBody> before = grant(1_000, new GrantBody.Ceiling(10, 20, 0));
    Optional<GrantBody> after = grant(0, new GrantBody.Ceiling(0, 0, 30));
    assertThat(TenantCeilings.of(List.of(subject(ALICE, "web", before))))
        .extracting(TenantCeilingsTest::bounds)
        .containsExactly(new Bounds(10, 20, 0, 1_000, 1_000));
    assertThat(TenantCeilings.of(List.of(subject(ALICE, "web", after))))
        .extracting(TenantCeilingsTest::bounds)
        .containsExactly(new Bounds(0, 0, 30, 0, 0));
  }

  @Test
  void whoHasNoGrantHereAndWhoseGrantSetsNoneIsNotLimited() {
    assertThat(
            TenantCeilings.of(
                List.of(
                    subject(ALICE, "web", Optional.empty()),
                    subject(BOB, "shop", grant(0, GrantBody.Ceiling.NONE)))))
        .isEmpty();
  }
}
