package io.webgateway.rules;

import static io.webgateway.rules.LedgerFixture.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.TransferOffer;
import io.webgateway.wire.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NameRulesTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final LedgerFixture world = new LedgerFixture();
  private final SigningKey provider = world.provider("provider");
  private final SigningKey alice = world.identity("alice");
  private final SigningKey bob = world.identity("bob");

  NameRulesTest() {
    LedgerFixture.expectAccepted(world.grant(provider, alice.identity(), 2));
    LedgerFixture.expectAccepted(world.grant(provider, bob.identity(), 2));
  }

  @Test
  void aFreeNameIsReservedOnceAndRefusedToOthers() {
    assertThat(reserve("blog", alice)).isInstanceOf(Verdict.Accepted.class);
    assertThat(codes(reserve("blog", bob))).containsExactly("name-taken");
  }

  @Test
  void aGrantBoundsHowManyNamesAreHeld() {
    reserve("one", alice);
    reserve("two", alice);
    assertThat(codes(reserve("three", alice))).containsExactly("grant-exceeded");
  }

  @Test
  void withoutAGrantNothingIsReserved() {
    SigningKey carol = world.identity("carol");
    assertThat(codes(reserve("blog", carol))).containsExactly("no-grant");
  }

  @Test
  void aReleasedNameRestsAndOnlyItsLastOwnerMayTakeItBack() {
    reserve("blog", alice);
    change("blog", alice, released(world.name("blog")));
    assertThat(codes(reserve("blog", bob))).containsExactly("name-quarantined");
    NameBody back = withTenure(world.name("blog"), 1);
    assertThat(change("blog", alice, back)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void afterQuarantineTheNameIsAnybodysUnderANewTenure() {
    reserve("blog", alice);
    change("blog", alice, released(world.name("blog")));
    world.pass(Duration.ofDays(31));
    assertThat(reserve("blog", bob)).isInstanceOf(Verdict.Accepted.class);
    assertThat(world.name("blog").tenure()).isEqualTo(2);
  }

  @Test
  void anOfferIsAcceptedByTheOneItIsTo() {
    reserve("blog", alice);
    NameBody held = world.name("blog");
    TransferOffer offer = new TransferOffer(bob.identity(), world.now().plus(Duration.ofDays(1)));
    change("blog", alice, offered(held, Optional.of(offer)));
    NameBody accepted =
        new NameBody(bob.identity(), provider.identity(), held.until(), 2, false, Optional.empty());
    assertThat(change("blog", bob, accepted)).isInstanceOf(Verdict.Accepted.class);
    assertThat(world.name("blog").owner()).isEqualTo(bob.identity());
  }

  @Test
  void theStatesOfANameChangeAtTheirVeryInstants() {
    reserve("blog", alice);
    Instant until = world.name("blog").until();
    assertThat(stateAt(until.minusMillis(1))).isEqualTo("active");
    assertThat(stateAt(until)).isEqualTo("grace");
    Instant graceEnds = until.plus(Duration.ofDays(14));
    assertThat(stateAt(graceEnds.minusMillis(1))).isEqualTo("grace");
    assertThat(stateAt(graceEnds)).isEqualTo("quarantined");
    Instant free = graceEnds.plus(Duration.ofDays(30));
    assertThat(stateAt(free.minusMillis(1))).isEqualTo("quarantined");
    assertThat(stateAt(free)).isEqualTo("free");
  }

  @Test
  void inGraceOnlyRenewalAndReleaseAreLeft() {
    world.reserve("blog", alice, provider.identity(), 5);
    NameBody held = world.name("blog");
    TransferOffer offer = new TransferOffer(bob.identity(), held.until().plus(DAY));
    change("blog", alice, offered(held, Optional.of(offer)));
    world.pass(Duration.between(world.now(), held.until()));
    assertThat(codes(change("blog", bob, acceptedBy(bob, held)))).containsExactly("name-in-grace");
    assertThat(codes(change("blog", alice, offered(held, Optional.empty()))))
        .containsExactly("name-in-grace");
    assertThat(codes(reserve("blog", world.identity("carol")))).containsExactly("name-taken");
    NameBody open = world.name("blog");
    assertThat(codes(change("blog", alice, until(open, world.now().plus(DAY))))).isEmpty();
  }

  @Test
  void aTermHasBounds() {
    reserve("blog", alice);
    NameBody held = world.name("blog");
    Instant latest = world.now().plus(Duration.ofDays(365));
    assertThat(codes(change("blog", alice, until(held, latest.plusMillis(1)))))
        .containsExactly("bad-term");
    assertThat(codes(change("blog", alice, until(held, held.until().minusMillis(1)))))
        .containsExactly("shorter-term");
    assertThat(codes(change("blog", alice, until(held, Instant.parse("9999-12-31T23:59:59Z")))))
        .containsExactly("bad-term");
    assertThat(codes(change("blog", alice, until(held, latest)))).isEmpty();
  }

  @Test
  void theLastOwnerTakesANameBackFromQuarantineUntilItIsFree() {
    reserve("blog", alice);
    Instant end = world.name("blog").until().plus(Duration.ofDays(44));
    world.pass(Duration.between(world.now(), end.minusMillis(1)));
    assertThat(codes(reserve("blog", bob))).containsExactly("name-quarantined");
    assertThat(codes(reserve("blog", alice))).containsExactly("bad-reservation");
    world.pass(Duration.ofMillis(1));
    assertThat(codes(reserve("blog", bob))).isEmpty();
  }

  @Test
  void offersEndAreWithdrawnAndAreMadeAnew() {
    reserve("blog", alice);
    NameBody held = world.name("blog");
    Instant end = world.now().plus(DAY);
    TransferOffer offer = new TransferOffer(bob.identity(), end);
    assertThat(codes(change("blog", alice, offered(held, Optional.of(offer))))).isEmpty();
    change("blog", alice, offered(held, Optional.empty()));
    assertThat(codes(change("blog", bob, acceptedBy(bob, held)))).containsExactly("name-taken");
    change("blog", alice, offered(held, Optional.of(offer)));
    world.pass(Duration.between(world.now(), end));
    assertThat(codes(change("blog", bob, acceptedBy(bob, held)))).containsExactly("offer-over");
    TransferOffer again = new TransferOffer(bob.identity(), world.now().plus(DAY));
    change("blog", alice, offered(held, Optional.of(again)));
    assertThat(codes(change("blog", bob, acceptedBy(bob, held)))).isEmpty();
  }

  @Test
  void anOfferToOneselfWithoutEndOrTwiceTheSameIsRefused() {
    reserve("blog", alice);
    NameBody held = world.name("blog");
    Instant far = world.now().plus(Duration.ofDays(15));
    for (TransferOffer bad :
        List.of(
            new TransferOffer(alice.identity(), world.now().plus(DAY)),
            new TransferOffer(bob.identity(), far),
            new TransferOffer(bob.identity(), world.now()))) {
      assertThat(codes(change("blog", alice, offered(held, Optional.of(bad)))))
          .containsExactly("bad-offer");
    }
    assertThat(codes(change("blog", alice, held))).containsExactly("bad-change");
  }

  @Test
  void aRenewalUnderAnotherSponsorCountsAgainstItsGrant() {
    SigningKey second = world.provider("second");
    reserve("blog", alice);
    NameBody held = world.name("blog");
    NameBody moved =
        new NameBody(
            alice.identity(),
            second.identity(),
            held.until().plus(DAY),
            1,
            false,
            Optional.empty());
    assertThat(codes(change("blog", alice, moved))).containsExactly("no-grant");
    world.grant(second, alice.identity(), 0);
    assertThat(codes(change("blog", alice, moved))).containsExactly("grant-exceeded");
    world.grant(second, alice.identity(), 1);
    assertThat(codes(change("blog", alice, moved))).isEmpty();
  }

  @Test
  void badNamesAreRefusedWithTheirReason() {
    for (String bad :
        List.of("Blog", "-blog", "xn--blog", "www", "blog.", "b_log", "b".repeat(64))) {
      assertThat(codes(reserve(bad, alice))).as(bad).containsExactly("bad-name");
    }
  }

  private String stateAt(Instant at) {
    return NameState.of(world.ledger.latest(RecordKey.name("blog")), LedgerParameters.DEFAULT, at)
        .word();
  }

  private NameBody acceptedBy(SigningKey by, NameBody held) {
    return new NameBody(
        by.identity(),
        provider.identity(),
        held.until(),
        held.tenure() + 1,
        false,
        Optional.empty());
  }

  private static NameBody until(NameBody name, Instant until) {
    return new NameBody(
        name.owner(), name.sponsor(), until, name.tenure(), name.released(), name.offer());
  }

  private Verdict reserve(String name, SigningKey owner) {
    return world.reserve(name, owner, provider.identity(), 30);
  }

  private Verdict change(String name, SigningKey by, NameBody body) {
    return world.submit(world.next(RecordKey.name(name), body, by, by.identity()));
  }

  private static NameBody released(NameBody name) {
    return new NameBody(
        name.owner(), name.sponsor(), name.until(), name.tenure(), true, Optional.empty());
  }

  private static NameBody withTenure(NameBody name, int tenure) {
    return new NameBody(
        name.owner(), name.sponsor(), name.until(), tenure, false, Optional.empty());
  }

  private static NameBody offered(NameBody name, Optional<TransferOffer> offer) {
    return new NameBody(name.owner(), name.sponsor(), name.until(), name.tenure(), false, offer);
  }
}
