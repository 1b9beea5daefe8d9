package io.webgateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.PoolAdmission;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.model.ledger.TransferOffer;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.rules.SimulatedNames.Held;
import io.webgateway.rules.SimulatedNames.State;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Random moves of owners, thieves and a clock; each verdict is compared with the reference. */
final class LedgerSimulation {
  private static final String POOL = "gw.example.org";
  private static final List<String> NAMES = List.of("blog", "shop", "chat");
  private static final int MAX_TERM_DAYS = 365;

  final LedgerFixture world = new LedgerFixture();

  private final Random random;
  private final SimulatedNames names = new SimulatedNames();
  private final List<SigningKey> providers = new ArrayList<>();
  private final List<SimulatedActor> actors = new ArrayList<>();
  private final Map<String, Integer> tenures = new HashMap<>();
  private String move = "";

  /** What the key that signs a move may do. */
  private enum Power {
    OWN,
    RENEW,
    NONE
  }

  private record Hand(SimulatedActor actor, SigningKey key, Power power) {
    boolean isOwn() {
      return power == Power.OWN;
    }
  }

  LedgerSimulation(long seed) {
    random = new Random(seed);
    providers.add(world.provider("first"));
    providers.add(world.provider("second"));
    world.pool(providers.getFirst(), POOL, PoolAdmission.OPEN);
    for (int i = 0; i < 4; i++) {
      SimulatedActor actor = new SimulatedActor();
      actors.add(actor);
      identity(actor, actor.own, actor.own.getFirst(), true);
      grant(actor, 2, 3_000);
    }
  }

  String lastMove() {
    return move;
  }

  void step() {
    switch (random.nextInt(14)) {
      case 0 -> pass();
      case 1, 2, 3 -> reserve();
      case 4 -> renew();
      case 5 -> release();
      case 6 -> offer();
      case 7 -> accept();
      case 8 -> withdraw();
      case 9 -> changeKeys();
      case 10 -> robAndRecover();
      case 11 -> grant(actor(), random.nextInt(4), random.nextBoolean() ? 20 : 3_000);
      case 12 -> replayOrFork();
      default -> publish();
    }
    check();
  }

  private void pass() {
    move = "pass";
    List<Duration> jumps =
        List.of(
            Duration.ofMillis(1),
            Duration.ofHours(5),
            Duration.ofDays(3),
            Duration.ofDays(14),
            Duration.ofDays(40));
    world.pass(jumps.get(random.nextInt(jumps.size())));
  }

  private void reserve() {
    String name = name();
    Hand hand = hand();
    State state = names.state(name, world.now());
    Optional<Held> held = names.get(name);
    boolean isLast = held.map(h -> h.owner().equals(hand.actor.id)).orElse(false);
    if (names.isHeld(name, world.now()) && isLast) {
      return;
    }
    int right = held.map(h -> state == State.QUARANTINED ? h.tenure() : h.tenure() + 1).orElse(1);
    int tenure = random.nextInt(10) == 0 ? right + 1 : right;
    int days = 1 + random.nextInt(400);
    IdentityId sponsor = sponsor();
    Instant until = world.now().plus(Duration.ofDays(days));
    boolean allowed =
        hand.isOwn()
            && tenure == right
            && days <= MAX_TERM_DAYS
            && (state == State.FREE || (state == State.QUARANTINED && isLast))
            && names.hasRoom(sponsor, hand.actor.id, world.now());
    submit("reserve", name, hand, held(hand.actor.id, sponsor, until, tenure), allowed);
  }

  private void renew() {
    String name = name();
    Hand hand = hand();
    if (!names.isHeld(name, world.now())) {
      return;
    }
    Held held = names.get(name).orElseThrow();
    IdentityId sponsor = random.nextInt(4) == 0 ? sponsor() : held.sponsor();
    Instant until = held.until().plus(Duration.ofDays(1 + random.nextInt(200)));
    boolean same = sponsor.equals(held.sponsor());
    boolean inTerm =
        until.isAfter(world.now())
            && !until.isAfter(world.now().plus(Duration.ofDays(MAX_TERM_DAYS)));
    boolean allowed =
        held.owner().equals(hand.actor.id)
            && inTerm
            && (same
                ? hand.power != Power.NONE && names.hasGrant(sponsor, hand.actor.id, world.now())
                : hand.isOwn() && names.hasRoom(sponsor, hand.actor.id, world.now()));
    Held next =
        new Held(held.owner(), sponsor, until, held.tenure(), Optional.empty(), held.offer());
    submit("renew", name, hand, next, allowed);
  }

  private void release() {
    String name = name();
    Hand hand = hand();
    if (!names.isHeld(name, world.now())) {
      return;
    }
    Held held = names.get(name).orElseThrow();
    boolean allowed = hand.isOwn() && held.owner().equals(hand.actor.id);
    Held next =
        new Held(
            held.owner(),
            held.sponsor(),
            held.until(),
            held.tenure(),
            Optional.of(world.now()),
            Optional.empty());
    submit("release", name, hand, next, allowed);
  }

  private void offer() {
    SimulatedActor to = actor();
    int days = 1 + random.nextInt(16);
    changeOffer(
        "offer",
        Optional.of(new SimulatedNames.Offer(to.id, world.now().plus(Duration.ofDays(days)))),
        days <= 14);
  }

  private void withdraw() {
    changeOffer("withdraw", Optional.empty(), true);
  }

  private void changeOffer(String what, Optional<SimulatedNames.Offer> offer, boolean fits) {
    String name = name();
    Hand hand = hand();
    if (!names.isHeld(name, world.now())) {
      return;
    }
    Held held = names.get(name).orElseThrow();
    boolean allowed =
        hand.isOwn()
            && fits
            && names.state(name, world.now()) == State.ACTIVE
            && held.owner().equals(hand.actor.id)
            && !offer.equals(held.offer())
            && offer.map(o -> !o.to().equals(held.owner())).orElse(true);
    Held next =
        new Held(
            held.owner(), held.sponsor(), held.until(), held.tenure(), Optional.empty(), offer);
    submit(what, name, hand, next, allowed);
  }

  private void accept() {
    String name = name();
    Hand hand = hand();
    if (!names.isHeld(name, world.now())) {
      return;
    }
    Held held = names.get(name).orElseThrow();
    IdentityId sponsor = sponsor();
    boolean offered =
        held.offer()
            .map(o -> o.to().equals(hand.actor.id) && world.now().isBefore(o.until()))
            .orElse(false);
    boolean allowed =
        hand.isOwn()
            && offered
            && names.state(name, world.now()) == State.ACTIVE
            && !held.owner().equals(hand.actor.id)
            && names.hasRoom(sponsor, hand.actor.id, world.now());
    Held next = held(hand.actor.id, sponsor, held.until(), held.tenure() + 1);
    submit("accept", name, hand, next, allowed);
  }

  private void publish() {
    String name = name();
    Hand hand = hand();
    move = "publish " + name + " by " + hand.power;
    RecordKey key = RecordKey.workload(name, "web");
    SignedRecord next =
        world.next(key, world.http(name, List.of(POOL), List.of()), hand.key, hand.actor.id);
    boolean allowed =
        hand.isOwn()
            && names.state(name, world.now()) == State.ACTIVE
            && names.get(name).map(h -> h.owner().equals(hand.actor.id)).orElse(false);
    compare(world.submit(next), allowed);
  }

  private void changeKeys() {
    SimulatedActor actor = actor();
    List<SigningKey> next = new ArrayList<>(actor.own);
    if (next.size() > 1 && random.nextBoolean()) {
      next.removeFirst();
    } else if (next.size() < 5) {
      next.add(SigningKey.generate());
    }
    boolean byRemoved = !actor.removed.isEmpty() && random.nextInt(3) == 0;
    SigningKey by = byRemoved ? actor.removed.getLast() : actor.own.getLast();
    identity(actor, next, by, !byRemoved);
  }

  /** A thief with an own key takes everything but the recovery key, and loses it all again. */
  private void robAndRecover() {
    SimulatedActor actor = actor();
    SigningKey thief = SigningKey.generate();
    identity(actor, List.of(thief), actor.own.getLast(), true);
    move = "the thief names another recovery key";
    RecordKey key = RecordKey.identity(actor.id);
    var taken = actor.listing(List.of(thief), SigningKey.generate());
    compare(world.submit(world.next(key, taken, thief, actor.id)), false);
    SigningKey fresh = SigningKey.generate();
    LedgerRecord draft = world.draft(key, actor.listing(List.of(fresh), actor.recovery), actor.id);
    move = "recovery by another key";
    compare(world.submit(RecordCodec.signRevealing(draft, thief)), false);
    move = "recovery";
    compare(world.submit(RecordCodec.signRevealing(draft, actor.recovery)), true);
    remember(actor, List.of(fresh));
  }

  private void identity(
      SimulatedActor actor, List<SigningKey> own, SigningKey by, boolean allowed) {
    move = "keys";
    SignedRecord next =
        world.next(RecordKey.identity(actor.id), actor.listing(own, actor.recovery), by, actor.id);
    compare(world.submit(next), allowed);
    if (allowed) {
      remember(actor, List.copyOf(own));
    }
  }

  private static void remember(SimulatedActor actor, List<SigningKey> own) {
    actor.own.stream().filter(key -> !own.contains(key)).forEach(actor.removed::add);
    actor.own.clear();
    actor.own.addAll(own);
  }

  private void grant(SimulatedActor to, int maxNames, int days) {
    move = "grant";
    SigningKey provider = providers.get(random.nextInt(providers.size()));
    Instant end = world.now().plus(Duration.ofDays(days));
    GrantBody body = new GrantBody(maxNames, 0, 0, List.of(), false, end, List.of(), List.of());
    compare(world.put(RecordKey.grant(provider.identity(), to.id), body, provider), true);
    names.grant(provider.identity(), to.id, new SimulatedNames.Grant(maxNames, end));
  }

  private void replayOrFork() {
    List<AcceptedRecord> history = world.ledger.history();
    SignedRecord old = history.get(random.nextInt(history.size())).signed();
    move = "replay of " + old.key() + " version " + old.version();
    boolean isNewest =
        world.ledger.latest(old.key()).orElseThrow().signed().hash().equals(old.hash());
    Verdict again = world.submit(old);
    assertThat(again).isInstanceOf(isNewest ? Verdict.Unchanged.class : Verdict.Refused.class);
    SimulatedActor actor = actor();
    LedgerRecord record = old.record();
    move = "fork of " + old.key() + " version " + old.version();
    LedgerRecord fork =
        new LedgerRecord(
            record.ledger(),
            record.key(),
            record.version(),
            Optional.of(old.hash()),
            world.draft(old.key(), record.body(), actor.id).signer(),
            record.body());
    assertThat(world.submit(RecordCodec.sign(fork, actor.own.getLast())))
        .isInstanceOf(Verdict.Refused.class);
  }

  private void submit(String what, String name, Hand hand, Held next, boolean allowed) {
    move = what + " " + name + " by " + hand.power + " at " + world.now() + ": " + next;
    NameBody body =
        new NameBody(
            next.owner(),
            next.sponsor(),
            next.until(),
            next.tenure(),
            next.releasedAt().isPresent(),
            next.offer().map(o -> new TransferOffer(o.to(), o.until())));
    compare(world.submit(world.next(RecordKey.name(name), body, hand.key, hand.actor.id)), allowed);
    if (allowed) {
      names.put(name, next);
    }
  }

  private void compare(Verdict verdict, boolean allowed) {
    assertThat(verdict)
        .as(move)
        .isInstanceOf(allowed ? Verdict.Accepted.class : Verdict.Refused.class);
  }

  private void check() {
    for (String name : NAMES) {
      Optional<AcceptedRecord> record = world.ledger.latest(RecordKey.name(name));
      Optional<NameBody> body = record.map(r -> (NameBody) r.body());
      assertThat(body.map(NameBody::owner)).isEqualTo(names.get(name).map(Held::owner));
      int tenure = body.map(NameBody::tenure).orElse(0);
      Integer before = tenures.put(name, tenure);
      assertThat(tenure).isGreaterThanOrEqualTo(before == null ? 0 : before);
      record.ifPresent(r -> checkServing(name, r));
    }
  }

  /** What serves belongs to the one who holds the name now, in the same tenure. */
  private void checkServing(String name, AcceptedRecord record) {
    Optional<AcceptedRecord> workload = world.ledger.latest(RecordKey.workload(name, "web"));
    if (workload.isEmpty()) {
      return;
    }
    Serving serving = Serving.of(record, workload.get(), LedgerParameters.DEFAULT, world.now());
    if (names.isHeld(name, world.now())) {
      Held held = names.get(name).orElseThrow();
      boolean theirs =
          workload.get().record().signer().identity().equals(held.owner())
              && ((WorkloadBody) workload.get().body()).tenure() == held.tenure();
      assertThat(serving instanceof Serving.Continues).isEqualTo(theirs);
    }
  }

  private static Held held(IdentityId owner, IdentityId sponsor, Instant until, int tenure) {
    return new Held(owner, sponsor, until, tenure, Optional.empty(), Optional.empty());
  }

  private Hand hand() {
    SimulatedActor actor = actor();
    SimulatedActor other = actor();
    return switch (random.nextInt(10)) {
      case 0 -> new Hand(actor, actor.renew, Power.RENEW);
      case 1 -> other == actor ? owning(actor) : new Hand(actor, other.own.getFirst(), Power.NONE);
      case 2 ->
          actor.removed.isEmpty()
              ? owning(actor)
              : new Hand(
                  actor, actor.removed.get(random.nextInt(actor.removed.size())), Power.NONE);
      default -> owning(actor);
    };
  }

  private Hand owning(SimulatedActor actor) {
    return new Hand(actor, actor.own.get(random.nextInt(actor.own.size())), Power.OWN);
  }

  private SimulatedActor actor() {
    return actors.get(random.nextInt(actors.size()));
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private IdentityId sponsor() {
    return providers.get(random.nextInt(providers.size())).identity();
  }
}
