package io.webgateway.agent.routing.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.agent.routing.hold.RoomSimulation.Subject;
import io.webgateway.agent.routing.hold.RoomSimulation.Variant;
import io.webgateway.agent.routing.hold.RoomSimulation.Visitor;
import io.webgateway.agent.routing.hold.WaitingRoom.Place;
import io.webgateway.agent.routing.hold.WaitingRoom.Turn;
import io.webgateway.model.workload.policy.BackendLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who waits for a backend: by hand, and in thousands of random lives. */
class WaitingRoomTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final BackendLoss.Wait WAIT = new BackendLoss.Wait(1_000, 3, false, 0);
  private static final boolean ALL = "1".equals(System.getenv("WEBGW_TEST_ALL"));
  private static final int SEEDS = ALL ? 20_000 : 1_000;
  private static final int STEPS = 60;

  @Test
  void everyoneEndsOnceWhateverHappens() {
    for (long seed = 0; seed < SEEDS; seed++) {
      live(seed, Subject::new);
    }
  }

  private static void live(long seed, Variant variant) {
    try {
      new RoomSimulation(seed, variant).run(STEPS);
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenRooms")
  void aBrokenRoomIsFound(String how, Variant broken) {
    assertThatThrownBy(
            () -> {
              for (long seed = 0; seed < 200; seed++) {
                live(seed, broken);
              }
            })
        .as(how)
        .isInstanceOf(AssertionError.class);
  }

  static Stream<Arguments> brokenRooms() {
    return Stream.of(
        Arguments.of("forgets who has failed", variant(Fault.FORGETS_FAILED)),
        Arguments.of("lets everybody try at once", variant(Fault.HERD)),
        Arguments.of("does not tell who expired", variant(Fault.SILENT_EXPIRY)),
        Arguments.of("does not look by the clock", variant(Fault.NO_CLOCK)),
        Arguments.of("does not hear of edits", variant(Fault.DEAF)),
        Arguments.of("counts all as gone on", variant(Fault.MISCOUNTS)),
        Arguments.of("keeps the place of who left", variant(Fault.KEEPS_PLACES)),
        Arguments.of("takes everybody", variant(Fault.NO_BOUND)),
        Arguments.of("tries without a pause", variant(Fault.NO_PAUSE)));
  }

  private enum Fault {
    FORGETS_FAILED,
    HERD,
    SILENT_EXPIRY,
    NO_CLOCK,
    DEAF,
    MISCOUNTS,
    KEEPS_PLACES,
    NO_BOUND,
    NO_PAUSE
  }

  private static Variant variant(Fault fault) {
    return tally -> new Broken(tally, fault);
  }

  private static final class Broken extends Subject {
    private final Fault fault;

    Broken(HoldTally tally, Fault fault) {
      super(tally);
      this.fault = fault;
    }

    @Override
    Optional<Place<Visitor>> arrive(Visitor visitor, BackendLoss.Wait wait, long nowNanos) {
      BackendLoss.Wait terms =
          fault == Fault.NO_BOUND
              ? new BackendLoss.Wait(wait.holdMillis(), wait.maxHeld() + 1, false, 0)
              : wait;
      return super.arrive(visitor, terms, nowNanos);
    }

    @Override
    Turn<Visitor> look(long nowNanos) {
      if (fault == Fault.HERD) {
        List<Place<Visitor>> tries = new ArrayList<>();
        Turn<Visitor> turn = super.look(nowNanos);
        tries.addAll(turn.tries());
        if (!tries.isEmpty()) {
          room.changed(nowNanos);
          tries.addAll(super.look(nowNanos).tries());
        }
        return new Turn<>(turn.expired(), tries);
      }
      Turn<Visitor> turn = super.look(nowNanos);
      return fault == Fault.SILENT_EXPIRY ? new Turn<>(List.of(), turn.tries()) : turn;
    }

    @Override
    void failed(Place<Visitor> place, long nowNanos) {
      if (fault == Fault.NO_PAUSE) {
        super.failed(place, nowNanos);
        room.changed(nowNanos);
      } else if (fault != Fault.FORGETS_FAILED) {
        super.failed(place, nowNanos);
      }
    }

    @Override
    void ended(Place<Visitor> place, HoldEnd how, long nowNanos) {
      if (fault != Fault.KEEPS_PLACES || how != HoldEnd.LEFT) {
        super.ended(place, fault == Fault.MISCOUNTS ? HoldEnd.RESUMED : how, nowNanos);
      }
    }

    @Override
    void changed(long nowNanos) {
      if (fault != Fault.DEAF) {
        super.changed(nowNanos);
      }
    }

    @Override
    long lookNanos() {
      return fault == Fault.NO_CLOCK ? Long.MAX_VALUE : super.lookNanos();
    }
  }

  @Test
  void theFirstTriesAloneAfterAPauseThatGrows() {
    WaitingRoom<String> room = new WaitingRoom<>(new HoldTally());
    Place<String> first = room.arrive("a", WAIT, 0, true, 0).orElseThrow();
    room.arrive("b", WAIT, 0, true, 0);
    assertThat(room.look(0).tries()).isEmpty();
    assertThat(room.lookNanos()).isEqualTo(50 * MILLI);
    assertThat(room.look(50 * MILLI).tries()).containsExactly(first);
    room.failed(first, 51 * MILLI);
    assertThat(room.lookNanos()).isEqualTo(101 * MILLI);
    assertThat(room.look(101 * MILLI).tries()).containsExactly(first);
    room.failed(first, 102 * MILLI);
    assertThat(room.lookNanos()).isEqualTo(202 * MILLI);
    assertThat(room.isShut()).isTrue();
  }

  @Test
  void twiceAsManyTryEachTimeABackendWasFound() {
    WaitingRoom<Integer> room = new WaitingRoom<>(new HoldTally());
    BackendLoss.Wait many = new BackendLoss.Wait(1_000, 1_000, false, 0);
    for (int i = 0; i < 500; i++) {
      room.arrive(i, many, 0, true, 0);
    }
    List<Integer> sizes = new ArrayList<>();
    List<Place<Integer>> tries = room.look(50 * MILLI).tries();
    while (!tries.isEmpty()) {
      sizes.add(tries.size());
      tries.forEach(each -> room.ended(each, HoldEnd.RESUMED, 50 * MILLI));
      tries = room.look(50 * MILLI).tries();
    }
    assertThat(sizes.subList(0, 4)).containsExactly(1, 2, 8, 64);
    assertThat(sizes.stream().mapToInt(each -> each).max()).hasValue(WaitingRoom.MOST_AT_ONCE);
    assertThat(room.isEmpty()).isTrue();
  }

  @Test
  void whoDoesNotFitIsRefusedAndCounted() {
    HoldTally tally = new HoldTally();
    WaitingRoom<String> here = new WaitingRoom<>(tally);
    WaitingRoom<String> onAnotherLoop = new WaitingRoom<>(tally);
    here.arrive("a", WAIT, 10, true, 0);
    onAnotherLoop.arrive("b", WAIT, 20, true, 5 * MILLI);
    here.arrive("c", WAIT, 30, true, 6 * MILLI);
    assertThat(onAnotherLoop.arrive("d", WAIT, 0, true, 7 * MILLI)).isEmpty();
    HoldTally.Snapshot told = tally.snapshot(10 * MILLI);
    assertThat(told.now()).isEqualTo(3);
    assertThat(told.bytes()).isEqualTo(60);
    assertThat(told.oldestMillis()).isEqualTo(10);
    assertThat(told.ended(HoldEnd.REFUSED)).isEqualTo(1);
  }

  @Test
  void anEditLetsTheFirstTryWhileAnOlderTryIsStuck() {
    WaitingRoom<String> room = new WaitingRoom<>(new HoldTally());
    Place<String> stuck = room.arrive("a", WAIT, 0, true, 0).orElseThrow();
    Place<String> next = room.arrive("b", WAIT, 0, true, 0).orElseThrow();
    room.look(50 * MILLI);
    room.changed(60 * MILLI);
    assertThat(room.look(60 * MILLI).tries()).containsExactly(next);
    room.failed(stuck, 70 * MILLI);
    assertThat(room.look(70 * MILLI).tries()).isEmpty();
    room.ended(next, HoldEnd.RESUMED, 71 * MILLI);
    assertThat(room.look(71 * MILLI).tries()).containsExactly(stuck);
  }

  @Test
  void allAreSentAwayWhenTheWorkloadIsGone() {
    HoldTally tally = new HoldTally();
    WaitingRoom<String> room = new WaitingRoom<>(tally);
    room.arrive("a", WAIT, 0, true, 0);
    room.arrive("b", WAIT, 0, true, 0);
    room.look(50 * MILLI);
    assertThat(room.endAll(HoldEnd.REMOVED, 60 * MILLI)).containsExactly("a", "b");
    assertThat(tally.snapshot(0).ended(HoldEnd.REMOVED)).isEqualTo(2);
    assertThat(room.isEmpty()).isTrue();
  }
}
