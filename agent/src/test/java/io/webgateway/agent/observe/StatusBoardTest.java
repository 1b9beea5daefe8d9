package io.webgateway.agent.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.status.Condition;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusBoardTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final IdentityId OWNER = new IdentityId("A".repeat(43));

  private final StatusBoard board = new StatusBoard(() -> START);

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(board.conditions("blog/web")).isEmpty();
    assertThat(board.after(board.latestSequence()).events()).isEmpty();
  }

  @Test
  void aConditionKeepsItsTimeWhileNothingChanges() {
    board.publish("blog/web", OWNER, List.of(serving(ConditionStatus.TRUE, "Routed", 0)));
    board.publish("blog/web", OWNER, List.of(serving(ConditionStatus.TRUE, "Routed", 60)));
    assertThat(board.conditions("blog/web"))
        .containsExactly(serving(ConditionStatus.TRUE, "Routed", 0));
  }

  @Test
  void aChangedConditionHasItsOwnTime() {
    board.publish("blog/web", OWNER, List.of(serving(ConditionStatus.TRUE, "Routed", 0)));
    board.publish("blog/web", OWNER, List.of(serving(ConditionStatus.FALSE, "BindConflict", 60)));
    assertThat(board.conditions("blog/web").getFirst().since()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void publishingTheSameAgainIsNoEvent() {
    board.publish("blog/web", OWNER, List.of(serving(ConditionStatus.TRUE, "Routed", 0)));
    long seen = board.latestSequence();
    board.publish("blog/web", OWNER, List.of(serving(ConditionStatus.TRUE, "Routed", 60)));
    assertThat(board.latestSequence()).isEqualTo(seen);
  }

  @Test
  void aReaderSeesWhatCameAfterItsLastEvent() {
    publishTimes(3);
    long seen = board.latestSequence() - 1;
    StatusEvents events = board.after(seen);
    assertThat(events.gap()).isEmpty();
    assertThat(events.events()).extracting(StatusEvent::sequence).containsExactly(seen + 1);
  }

  @Test
  void aSlowReaderIsToldWhatItMissed() {
    long seen = board.latestSequence();
    publishTimes(StatusBoard.RING_EVENTS + 5);
    StatusEvents events = board.after(seen);
    assertThat(events.gap()).contains(new StatusEvents.Gap(seen + 1, seen + 5));
    assertThat(events.events()).hasSize(StatusBoard.RING_EVENTS);
    assertThat(events.events().getFirst().sequence()).isEqualTo(seen + 6);
  }

  @Test
  void aReaderFromBeforeARestartSeesAGap() {
    publishTimes(3);
    StatusBoard later = new StatusBoard(() -> START.plusSeconds(1));
    assertThat(later.after(board.latestSequence()).gap()).isPresent();
  }

  @Test
  void aNumberFromTheFutureIsAGap() {
    long future = board.latestSequence() + 7;
    assertThat(board.after(future).gap())
        .contains(new StatusEvents.Gap(board.latestSequence() + 1, future));
  }

  @Test
  void removingIsAnEventOnce() {
    board.publish("blog/web", OWNER, List.of(serving(ConditionStatus.TRUE, "Routed", 0)));
    long seen = board.latestSequence();
    board.remove("blog/web");
    board.remove("blog/web");
    assertThat(board.after(seen).events())
        .containsExactly(new StatusEvent.Removed(seen + 1, "blog/web", OWNER));
    assertThat(board.all()).isEmpty();
  }

  @Test
  void awaitReturnsWhatIsThereWithoutWaiting() throws InterruptedException {
    long seen = board.latestSequence();
    publishTimes(1);
    assertThat(board.await(seen, Long.MAX_VALUE).events()).hasSize(1);
  }

  @Test
  void awaitEndsWithoutEventsWhenTheTimeIsOver() throws InterruptedException {
    assertThat(board.await(board.latestSequence(), 0))
        .isEqualTo(new StatusEvents(Optional.empty(), List.of()));
  }

  private void publishTimes(int times) {
    for (int i = 0; i < times; i++) {
      board.publish("blog/web", OWNER, List.of(serving(ConditionStatus.TRUE, "Reason" + i, i)));
    }
  }

  private static Condition serving(ConditionStatus status, String reason, long second) {
    return new Condition(
        ConditionType.SERVING, status, reason, "A sentence.", START.plusSeconds(second));
  }
}
