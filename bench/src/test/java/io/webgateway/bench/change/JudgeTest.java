package io.webgateway.bench.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.bench.change.Judge.Ruling;
import io.webgateway.bench.change.visit.Fault;
import io.webgateway.bench.change.visit.Incident;
import io.webgateway.bench.change.visit.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final long SECOND = 1_000_000_000L;
  private static final List<Death> DEATHS = List.of(new Death("old", 100 * SECOND, 101 * SECOND));

  @Test
  void anAnswerIsCutWithItsBackendOnlyWhenThatOneWasEnded() {
    assertThat(rule(Kind.DOWNLOAD, Fault.BROKEN, 99, "old")).isEqualTo(Ruling.CUT_WITH_BACKEND);
    assertThat(rule(Kind.HTTP2, Fault.BROKEN, 99, "new")).isEqualTo(Ruling.ERROR);
    assertThat(rule(Kind.HTTP1, Fault.BROKEN, 99, "")).isEqualTo(Ruling.ERROR);
  }

  @Test
  void aStatusAndWrongBytesAreErrorsWhoeverHasEnded() {
    for (Fault fault : List.of(Fault.STATUS, Fault.WRONG, Fault.LATE, Fault.REFUSED)) {
      for (Kind kind : Kind.values()) {
        assertThat(rule(kind, fault, 100, "old")).isEqualTo(Ruling.ERROR);
      }
    }
  }

  @Test
  void aMessageIsLostInsideABackendOnlyAboutTheTimeOfItsEnd() {
    assertThat(rule(Kind.TCP, Fault.LOST, 99, "old")).isEqualTo(Ruling.INSIDE_BACKEND);
    assertThat(rule(Kind.WEBSOCKET, Fault.LOST, 100, "old")).isEqualTo(Ruling.INSIDE_BACKEND);
    assertThat(rule(Kind.TCP, Fault.LOST, 90, "old")).isEqualTo(Ruling.ERROR);
    assertThat(rule(Kind.TCP, Fault.LOST, 101, "old")).isEqualTo(Ruling.ERROR);
    assertThat(rule(Kind.TCP, Fault.LOST, 100, "new")).isEqualTo(Ruling.ERROR);
  }

  @Test
  void aConnectionOfMessagesThatEndsIsAnErrorEvenWithItsBackend() {
    assertThat(rule(Kind.TCP, Fault.BROKEN, 100, "old")).isEqualTo(Ruling.ERROR);
    assertThat(rule(Kind.WEBSOCKET, Fault.DROPPED, 100, "old")).isEqualTo(Ruling.ERROR);
  }

  @Test
  void aDatagramIsExcludedWhileNobodyWasThereAndBoundedOtherwise() {
    assertThat(rule(Kind.UDP, Fault.LOST, 100, "old")).isEqualTo(Ruling.NOBODY_THERE);
    assertThat(rule(Kind.UDP, Fault.LOST, 101, "old")).isEqualTo(Ruling.NOBODY_THERE);
    assertThat(rule(Kind.UDP, Fault.LOST, 103, "new")).isEqualTo(Ruling.DATAGRAM);
    assertThat(rule(Kind.UDP, Fault.LOST, 99, "old")).isEqualTo(Ruling.DATAGRAM);
  }

  @Test
  void aConnectionOfHttpThatIsClosedIdleIsCountedApart() {
    assertThat(rule(Kind.HTTP1, Fault.DROPPED, 50, "")).isEqualTo(Ruling.CLOSED_IDLE);
  }

  private static Ruling rule(Kind kind, Fault fault, long sentSeconds, String backend) {
    long sent = sentSeconds * SECOND;
    return Judge.rule(new Incident(kind, fault, "v", sent, sent, backend, ""), DEATHS);
  }
}
