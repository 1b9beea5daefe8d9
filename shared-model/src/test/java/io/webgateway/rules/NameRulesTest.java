package io.webgateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.TransferOffer;
import io.webgateway.wire.SigningKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NameRulesTest {
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

  private static List<String> codes(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Refused refused -> refused.refusals().stream().map(Refusal::code).toList();
      case Verdict.Accepted accepted -> List.of();
      case Verdict.Unchanged unchanged -> List.of("unchanged");
    };
  }
}
