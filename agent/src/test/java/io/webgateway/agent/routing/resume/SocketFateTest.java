package io.webgateway.agent.routing.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.routing.resume.SocketFate.Loss;
import io.webgateway.agent.routing.resume.SocketFate.Step;
import io.webgateway.model.traffic.CompletionReason;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What becomes of a WebSocket, by hand and by chance. */
class SocketFateTest {
  private static final Loss WHOLE = new Loss(false, true, true);

  @Test
  void aLostBackendIsReplacedAsOftenAsItHappens() {
    SocketFate fate = new SocketFate();
    for (int number = 1; number <= 3; number++) {
      assertThat(fate.backendLost(WHOLE)).isEqualTo(new Step.Rejoin(number));
      assertThat(fate.flows()).isFalse();
      assertThat(fate.rejoined()).isEqualTo(new Step.Flow());
      assertThat(fate.flows()).isTrue();
    }
  }

  @Test
  void whatWasEndedProperlyIsOver() {
    assertThat(new SocketFate().backendLost(new Loss(true, true, true)))
        .isEqualTo(new Step.End(CompletionReason.COMPLETED));
  }

  @Test
  void halfAMessageAtTheVisitorCannotBeMadeGood() {
    assertThat(new SocketFate().backendLost(new Loss(false, true, false)))
        .isEqualTo(new Step.End(CompletionReason.UPSTREAM_RESET));
  }

  @Test
  void aMessageThatIsNotKeptMakesTheVisitorConnectAnew() {
    assertThat(new SocketFate().backendLost(new Loss(false, false, true)))
        .isInstanceOfSatisfying(
            Step.Close.class, close -> assertThat(close.code()).isEqualTo(1012));
  }

  @Test
  void aMoveHoldsThenPartsThenRejoins() {
    SocketFate fate = new SocketFate();
    assertThat(fate.endpointGone(false)).isEqualTo(new Step.HoldVisitor());
    assertThat(fate.flows()).isTrue();
    assertThat(fate.visitorIsBetweenMessages()).isEqualTo(new Step.Part());
    assertThat(fate.flows()).isFalse();
    assertThat(fate.listens()).isTrue();
    // Its own Close is the answer to ours.
    assertThat(fate.backendLost(new Loss(true, true, true))).isEqualTo(new Step.Rejoin(1));
  }

  @Test
  void textsFitIntoCloseFrames() {
    SocketFate held = new SocketFate();
    held.backendLost(WHOLE);
    assertThat(held.mustEnd(CompletionReason.ROUTE_REMOVED))
        .isInstanceOfSatisfying(
            Step.Close.class, close -> assertThat(close.text().length()).isLessThan(124));
    assertThat(new SocketFate().backendLost(new Loss(false, false, true)))
        .isInstanceOfSatisfying(
            Step.Close.class, close -> assertThat(close.text().length()).isLessThan(124));
  }

  @Test
  void whateverHappensItEndsOnceAndAsksForOneBackendAtATime() {
    for (long seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      SocketFate fate = new SocketFate();
      boolean asking = false;
      boolean over = false;
      int rejoins = 0;
      for (int i = 0; i < 40; i++) {
        Step step = any(fate, random);
        String where = "seed " + seed + ", step " + i + ": " + step;
        assertThat(over && !(step instanceof Step.GoOn)).as(where).isFalse();
        switch (step) {
          case Step.Rejoin rejoin -> {
            assertThat(asking).as(where).isFalse();
            assertThat(rejoin.number()).as(where).isEqualTo(++rejoins);
            asking = true;
          }
          case Step.Flow _ -> {
            assertThat(asking).as(where).isTrue();
            asking = false;
          }
          case Step.Close _, Step.End _ -> over = true;
          case Step.GoOn _, Step.HoldVisitor _, Step.Part _ -> {}
        }
        assertThat(fate.isOver()).as(where).isEqualTo(over);
        assertThat(fate.waits()).as(where).isEqualTo(asking && !over);
      }
    }
  }

  private static Step any(SocketFate fate, Random random) {
    Loss loss = new Loss(random.nextInt(8) == 0, random.nextInt(8) > 0, random.nextInt(8) > 0);
    return switch (random.nextInt(10)) {
      case 0 -> fate.backendLost(loss);
      case 1 -> fate.endpointGone(loss.closing());
      case 2 -> fate.visitorIsBetweenMessages();
      case 3 -> fate.timeIsUp(loss);
      case 4 -> fate.backendParted();
      case 5, 6 -> fate.rejoined();
      case 7 ->
          random.nextInt(4) == 0
              ? fate.rejoinFailed(CompletionReason.HOLD_EXPIRED, "")
              : new Step.GoOn();
      case 8 -> random.nextInt(6) == 0 ? fate.visitorClosed() : new Step.GoOn();
      default -> random.nextInt(6) == 0 ? fate.visitorLeft(loss.closing()) : new Step.GoOn();
    };
  }
}
