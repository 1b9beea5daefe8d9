package io.webgateway.rules;

import static io.webgateway.rules.LedgerFixture.codes;
import static io.webgateway.rules.LedgerFixture.expectAccepted;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.model.ledger.Signer;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityRulesTest {
  private final LedgerFixture world = new LedgerFixture();
  private final SigningKey provider = world.provider("provider");
  private final SigningKey first = SigningKey.generate();
  private final SigningKey second = SigningKey.generate();
  private final SigningKey recovery = SigningKey.generate();
  private final IdentityId me = first.identity();
  private final RecordKey key = RecordKey.identity(me);

  IdentityRulesTest() {
    expectAccepted(world.submit(signed(body(recovery, own(first)), first)));
    expectAccepted(world.grant(provider, me, 5));
  }

  @Test
  void aKeyIsInForceAtOnceWhenAddedAndDeadAtOnceWhenRemoved() {
    assertThat(codes(reserve("one", second))).containsExactly("unknown-key");
    change(body(recovery, own(first), own(second)), first);
    assertThat(codes(reserve("one", second))).isEmpty();
    SignedRecord old = nameRecord("two", first);
    change(body(recovery, own(second)), second);
    assertThat(codes(world.submit(old))).containsExactly("identity-changed");
    assertThat(codes(reserve("two", first))).containsExactly("unknown-key");
    assertThat(codes(world.submit(signed(body(recovery, own(first)), first))))
        .containsExactly("unknown-key");
    assertThat(codes(reserve("two", second))).isEmpty();
  }

  @Test
  void anExpiredKeySignsNothing() {
    Instant end = world.now().plus(Duration.ofDays(1));
    change(body(recovery, own(first), key(second, Optional.of(end), KeyUse.OWN)), first);
    assertThat(codes(reserve("one", second))).isEmpty();
    world.pass(Duration.between(world.now(), end));
    assertThat(codes(reserve("two", second))).containsExactly("key-expired");
  }

  @Test
  void viewAndLoginKeysSignNothing() {
    change(body(recovery, own(first), key(second, Optional.empty(), VIEW_LOGIN)), first);
    assertThat(codes(reserve("one", second))).contains("key-may-not");
    assertThat(codes(world.submit(signed(body(recovery, own(first)), second))))
        .contains("key-may-not");
  }

  @Test
  void aRenewKeyRenewsAndDoesNothingElse() {
    change(body(recovery, own(first), key(second, Optional.empty(), KeyUse.RENEW)), first);
    assertThat(codes(reserve("two", second))).containsExactly("key-may-not");
    reserve("one", first);
    SigningKey other = world.provider("other");
    expectAccepted(world.grant(other, me, 5));
    NameBody held = world.name("one");
    Instant later = held.until().plus(Duration.ofDays(1));
    NameBody released = new NameBody(me, held.sponsor(), held.until(), 1, true, Optional.empty());
    assertThat(codes(name("one", released, second))).containsExactly("key-may-not");
    NameBody moved = new NameBody(me, other.identity(), later, 1, false, Optional.empty());
    assertThat(codes(name("one", moved, second))).containsExactly("bad-change");
    NameBody renewed = new NameBody(me, held.sponsor(), later, 1, false, Optional.empty());
    assertThat(codes(name("one", renewed, second))).isEmpty();
  }

  @Test
  void nobodyLocksThemselvesOut() {
    assertThat(refused(body(recovery, key(second, Optional.empty(), VIEW_LOGIN)), first))
        .containsExactly("no-owner-left");
    assertThat(refused(body(recovery, key(second, Optional.of(world.now()), KeyUse.OWN)), first))
        .containsExactly("no-owner-left");
    assertThat(refused(body(recovery, own(first), own(first)), first))
        .containsExactly("double-key");
    assertThat(refused(body(first, own(first)), first))
        .containsExactly("recovery-listed", "recovery-guarded");
  }

  @Test
  void recoveryOverridesAThiefWhoHasChangedEverything() {
    SigningKey thief = SigningKey.generate();
    change(body(recovery, own(thief)), first);
    assertThat(refused(body(thief, own(SigningKey.generate())), thief))
        .containsExactly("recovery-guarded");
    assertThat(codes(recover(body(recovery, own(second)), thief))).containsExactly("bad-signature");
    SigningKey nextRecovery = SigningKey.generate();
    assertThat(codes(recover(body(nextRecovery, own(second)), recovery))).isEmpty();
    assertThat(codes(reserve("one", thief))).containsExactly("unknown-key");
    assertThat(codes(reserve("one", second))).isEmpty();
    assertThat(codes(recover(body(recovery, own(first)), recovery)))
        .containsExactly("bad-signature");
  }

  @Test
  void onlyRecoveryRevealsAKey() {
    LedgerRecord draft = world.draft(RecordKey.name("one"), nameBody(), me);
    assertThat(codes(world.submit(RecordCodec.signRevealing(draft, first))))
        .containsExactly("key-in-header");
    SigningKey other = SigningKey.generate();
    LedgerRecord born =
        world.draft(
            RecordKey.identity(other.identity()),
            LedgerFixture.identityBody("x", other, recovery),
            other.identity());
    assertThat(codes(world.submit(RecordCodec.signRevealing(born, other))))
        .containsExactly("key-in-header");
  }

  @Test
  void anIdentityIsBornOfItsFirstKeyAlone() {
    SigningKey other = SigningKey.generate();
    IdentityBody body = LedgerFixture.identityBody("x", other, recovery);
    RecordKey otherKey = RecordKey.identity(other.identity());
    assertThat(codes(world.put(otherKey, body, first))).isNotEmpty();
    LedgerRecord misnamed =
        new LedgerRecord(
            world.id(), otherKey, 1, Optional.empty(), new Signer(other.identity(), 3), body);
    assertThat(codes(world.submit(RecordCodec.sign(misnamed, other))))
        .containsExactly("bad-signature");
    assertThat(codes(world.put(otherKey, body, other))).isEmpty();
  }

  @Test
  void namesOfPeopleCannotTurnTextAround() {
    for (String bad : List.of("a\u202eb", "a\nb", "a\u0000b", "x".repeat(65), "\u200b")) {
      IdentityBody body =
          new IdentityBody(
              bad, List.of(own(first)), DecryptionKey.generate().publicKey(), recovery.keyId());
      assertThat(refused(body, first)).containsExactly("bad-text");
    }
  }

  @Test
  void theSameRecordAgainChangesNothingAndAnOldOneConflicts() {
    SignedRecord change = signed(body(recovery, own(first), own(second)), first);
    expectAccepted(world.submit(change));
    assertThat(codes(world.submit(change))).containsExactly("unchanged");
    change(body(recovery, own(first)), first);
    assertThat(codes(world.submit(change))).containsExactly("changed-meanwhile");
  }

  private static final KeyUse[] VIEW_LOGIN = {KeyUse.VIEW, KeyUse.LOGIN};

  private List<String> refused(IdentityBody body, SigningKey by) {
    return codes(world.submit(signed(body, by)));
  }

  private void change(IdentityBody body, SigningKey by) {
    expectAccepted(world.submit(signed(body, by)));
  }

  private SignedRecord signed(IdentityBody body, SigningKey by) {
    return world.next(key, body, by, me);
  }

  private Verdict recover(IdentityBody body, SigningKey by) {
    return world.submit(RecordCodec.signRevealing(world.draft(key, body, me), by));
  }

  private Verdict reserve(String name, SigningKey by) {
    return world.submit(nameRecord(name, by));
  }

  private SignedRecord nameRecord(String name, SigningKey by) {
    return world.next(RecordKey.name(name), nameBody(), by, me);
  }

  private NameBody nameBody() {
    return new NameBody(
        me, provider.identity(), world.now().plus(Duration.ofDays(30)), 1, false, Optional.empty());
  }

  private Verdict name(String name, NameBody body, SigningKey by) {
    return world.submit(world.next(RecordKey.name(name), body, by, me));
  }

  private static IdentityBody body(SigningKey recovery, IdentityKey... keys) {
    return new IdentityBody(
        "me", List.of(keys), DecryptionKey.generate().publicKey(), recovery.keyId());
  }

  private static IdentityKey own(SigningKey key) {
    return key(key, Optional.empty(), KeyUse.OWN);
  }

  private static IdentityKey key(SigningKey key, Optional<Instant> notAfter, KeyUse... uses) {
    return new IdentityKey(key.publicKey(), Set.of(uses), notAfter, "");
  }
}
