package io.webgateway.bench.change.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.bench.change.visit.Sequence.Arrival;
import io.webgateway.bench.change.visit.Sequence.Sent;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceTest {
  private static final String A = "a";
  private final Sequence sequence = new Sequence();

  @Test
  void whatComesBackInOrderIsGood() {
    send(3);
    for (long number = 0; number < 3; number++) {
      assertThat(sequence.arrive(number, A)).isInstanceOf(Arrival.Good.class);
    }
    assertThat(sequence.underWay()).isEmpty();
  }

  @Test
  void whatComesTwiceIsDuplicatedOnceForEachFurtherTime() {
    send(1);
    sequence.arrive(0, A);
    assertThat(sequence.arrive(0, A)).isEqualTo(new Arrival.Duplicated());
    assertThat(sequence.arrive(0, A)).isEqualTo(new Arrival.Duplicated());
  }

  @Test
  void whatComesAfterALaterOneIsReorderedAndNotLost() {
    send(2);
    assertThat(sequence.arrive(1, A)).isInstanceOf(Arrival.Good.class);
    assertThat(sequence.arrive(0, A)).isInstanceOf(Arrival.Reordered.class);
    assertThat(sequence.giveUp(1_000, 0, 0)).isEmpty();
  }

  @Test
  void whatALaterOneHasOvertakenIsLostOnceAndTooLateAfterwards() {
    send(2);
    sequence.arrive(1, A);
    assertThat(sequence.giveUp(10, 100, 1_000)).isEmpty();
    assertThat(numbers(sequence.giveUp(200, 100, 1_000))).containsExactly(0L);
    assertThat(sequence.giveUp(300, 100, 1_000)).isEmpty();
    assertThat(sequence.arrive(0, A)).isEqualTo(new Arrival.TooLate());
  }

  @Test
  void silenceIsGivenMoreTimeThanAGap() {
    send(1);
    assertThat(sequence.giveUp(500, 100, 1_000)).isEmpty();
    assertThat(numbers(sequence.giveUp(1_500, 100, 1_000))).containsExactly(0L);
  }

  @Test
  void nobodySentWhatHasAnotherNumber() {
    send(1);
    assertThat(sequence.arrive(1, A)).isEqualTo(new Arrival.Unknown());
    assertThat(sequence.arrive(-1, A)).isEqualTo(new Arrival.Unknown());
  }

  @Test
  void aMessageRemembersWhoHadAnsweredLast() {
    send(1);
    sequence.arrive(0, A);
    sequence.send(5);
    sequence.arrive(1, "b");
    sequence.send(6);
    assertThat(sequence.underWay()).containsExactly(new Sent(2, 6, "b"));
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      sequence.send(0);
    }
  }

  private static List<Long> numbers(List<Sent> all) {
    return all.stream().map(Sent::number).toList();
  }
}
