package io.webgateway.agent.routing.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.routing.hold.WaitingRoom.Place;
import io.webgateway.model.workload.policy.BackendLoss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Visitors of one workload on one event loop, a backend that goes and comes back, and edits, in
 * simulated time; with what must hold after each step.
 */
final class RoomSimulation {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long CONNECT_MILLIS = 5;

  /** A connection is given no more, whatever the room says. */
  private static final long LIMIT_MILLIS = 3_000;

  /** What is simulated; a broken variant overrides something. */
  static class Subject {
    final WaitingRoom<Visitor> room;

    Subject(HoldTally tally) {
      this.room = new WaitingRoom<>(tally);
    }

    Optional<Place<Visitor>> arrive(Visitor visitor, BackendLoss.Wait wait, long nowNanos) {
      return room.arrive(visitor, wait, visitor.bytes, true, nowNanos);
    }

    WaitingRoom.Turn<Visitor> look(long nowNanos) {
      return room.look(nowNanos);
    }

    void failed(Place<Visitor> place, long nowNanos) {
      room.failed(place, nowNanos);
    }

    void ended(Place<Visitor> place, HoldEnd how, long nowNanos) {
      room.ended(place, how, nowNanos);
    }

    void changed(long nowNanos) {
      room.changed(nowNanos);
    }

    long lookNanos() {
      return room.lookNanos();
    }
  }

  /** Makes what is simulated. */
  interface Variant {
    Subject of(HoldTally tally);
  }

  /** One that waits. */
  static final class Visitor {
    final int number;
    final long untilNanos;
    final long bytes;

    Visitor(int number, long untilNanos, long bytes) {
      this.number = number;
      this.untilNanos = untilNanos;
      this.bytes = bytes;
    }
  }

  /** A try whose end is known. */
  private record Try(Place<Visitor> place, long endsNanos, boolean ok, int edit) {}

  private final Random random;
  private final HoldTally tally = new HoldTally();
  private final Subject subject;
  private final BackendLoss.Wait wait;
  private final Map<Integer, Place<Visitor>> held = new LinkedHashMap<>();
  private final Map<HoldEnd, Long> ends = new LinkedHashMap<>();
  private final PriorityQueue<Try> tries =
      new PriorityQueue<>((a, b) -> Long.compare(a.endsNanos(), b.endsNanos()));
  private long nowNanos = 1;
  private long lastTryNanos = Long.MIN_VALUE / 2;
  private int arrivals;
  private int edits;
  private boolean up;
  private boolean knownToBeDown;
  private boolean swallows;

  RoomSimulation(long seed, Variant variant) {
    this.random = new Random(seed);
    this.subject = variant.of(tally);
    this.wait = new BackendLoss.Wait(100 + random.nextInt(5_000), 1 + random.nextInt(80), false, 0);
  }

  /** Lives, and ends with a backend that stays. */
  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
      settle();
      holds();
    }
    up = true;
    swallows = false;
    edits++;
    knownToBeDown = false;
    subject.changed(nowNanos);
    settle();
    assertThat(tries.isEmpty() && !held.isEmpty()).as("an edit lets the first try").isFalse();
    pass(2_000);
    assertThat(held.values()).as("waits although a backend is there").allMatch(Place::isTrying);
    pass(LIMIT_MILLIS);
    assertThat(held.keySet()).as("still waits although a backend is there").isEmpty();
    assertThat(tally.held()).isZero();
    assertThat(ends.values().stream().mapToLong(each -> each).sum()).isEqualTo(arrivals);
    HoldTally.Snapshot told = tally.snapshot(nowNanos);
    for (HoldEnd how : HoldEnd.values()) {
      assertThat(told.ended(how)).as("%s", how).isEqualTo(ends.getOrDefault(how, 0L));
    }
    assertThat(told.bytes()).isZero();
    assertThat(told.oldestMillis()).isZero();
  }

  private void step() {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> arrive();
      case 3 -> leave();
      case 4 -> {
        if (random.nextInt(6) == 0) {
          up = !up;
          swallows = random.nextBoolean();
        }
      }
      case 5 -> {
        if (random.nextInt(4) == 0) {
          edits++;
          knownToBeDown = false;
          subject.changed(nowNanos);
        }
      }
      default -> pass(1 + random.nextInt(random.nextBoolean() ? 20 : 700));
    }
  }

  private void arrive() {
    int number = arrivals++;
    Visitor visitor =
        new Visitor(number, nowNanos + wait.holdMillis() * MILLI, random.nextInt(1_000));
    int before = held.size();
    Optional<Place<Visitor>> place = subject.arrive(visitor, wait, nowNanos);
    assertThat(place.isPresent()).as("a place for one more").isEqualTo(before < wait.maxHeld());
    place.ifPresentOrElse(it -> held.put(number, it), () -> count(HoldEnd.REFUSED));
  }

  private void count(HoldEnd how) {
    ends.merge(how, 1L, Long::sum);
  }

  private void leave() {
    List<Integer> all = new ArrayList<>(held.keySet());
    if (!all.isEmpty()) {
      end(all.get(random.nextInt(all.size())), HoldEnd.LEFT);
    }
  }

  private void end(int number, HoldEnd how) {
    Place<Visitor> place = held.remove(number);
    if (place == null) {
      throw new AssertionError("it ended before: " + number);
    }
    count(how);
    subject.ended(place, how, nowNanos);
  }

  /** Time passes, and whatever it brings is done when it is due. */
  private void pass(long millis) {
    long untilNanos = nowNanos + millis * MILLI;
    while (true) {
      long lookNanos = subject.lookNanos();
      long triedNanos = tries.isEmpty() ? Long.MAX_VALUE : tries.element().endsNanos();
      long next = Math.min(lookNanos, triedNanos);
      if (next > untilNanos) {
        break;
      }
      assertThat(lookNanos).as("looks again at once for ever").isGreaterThan(nowNanos - 1);
      nowNanos = Math.max(nowNanos, next);
      settle();
    }
    nowNanos = untilNanos;
    settle();
  }

  private void settle() {
    while (!tries.isEmpty() && tries.element().endsNanos() <= nowNanos) {
      tried(tries.remove());
    }
    WaitingRoom.Turn<Visitor> turn = subject.look(nowNanos);
    for (Visitor gone : turn.expired()) {
      assertThat(nowNanos).as("in its time").isGreaterThanOrEqualTo(gone.untilNanos);
      assertThat(held.remove(gone.number)).as("expired once").isNotNull();
      count(HoldEnd.EXPIRED);
    }
    turn.tries().forEach(this::begin);
    assertThat(subject.lookNanos()).as("what is due is done").isGreaterThan(nowNanos);
  }

  private void begin(Place<Visitor> place) {
    assertThat(held.get(place.who().number)).as("it waits").isSameAs(place);
    assertThat(place.isTrying()).isTrue();
    boolean first =
        held.values().stream()
            .noneMatch(other -> !other.isTrying() && other.who().number < place.who().number);
    assertThat(first).as("who came first tries first").isTrue();
    long underWay =
        tries.stream().filter(each -> each.edit() == edits && each.place().isTrying()).count();
    assertThat(underWay).as("at the same time").isLessThan(WaitingRoom.MOST_AT_ONCE);
    if (knownToBeDown) {
      assertThat(underWay).as("under way while nobody has found a backend").isZero();
      assertThat(nowNanos - lastTryNanos)
          .as("pause between tries")
          .isGreaterThanOrEqualTo(WaitingRoom.FIRST_PAUSE_MILLIS * MILLI);
    }
    lastTryNanos = nowNanos;
    long takesMillis =
        up
            ? random.nextLong(CONNECT_MILLIS)
            : swallows ? Math.min(subject.room.tryMillis(), LIMIT_MILLIS) : random.nextLong(2);
    tries.add(new Try(place, nowNanos + takesMillis * MILLI, up, edits));
  }

  /** What was tried while the backend was away fails, though it may be there by now. */
  private void tried(Try ended) {
    int number = ended.place().who().number;
    if (held.get(number) != ended.place() || !ended.place().isTrying()) {
      return;
    }
    if (ended.ok() && up) {
      knownToBeDown = false;
      end(number, HoldEnd.RESUMED);
    } else {
      knownToBeDown |= ended.edit() == edits;
      subject.failed(ended.place(), nowNanos);
    }
  }

  private void holds() {
    assertThat(held.size()).isLessThanOrEqualTo(wait.maxHeld());
    assertThat(tally.held()).as("told as held").isEqualTo(held.size());
    HoldTally.Snapshot told = tally.snapshot(nowNanos);
    assertThat(told.bytes())
        .as("bytes")
        .isEqualTo(held.values().stream().mapToLong(each -> each.who().bytes).sum());
    held.values().stream()
        .filter(each -> !each.isTrying())
        .forEach(
            each ->
                assertThat(each.who().untilNanos)
                    .as("waits on, and somebody looks in time")
                    .isGreaterThan(nowNanos)
                    .isGreaterThanOrEqualTo(subject.lookNanos()));
    assertThat(subject.room.isEmpty()).isEqualTo(held.isEmpty());
  }
}
