package io.webgateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.webgateway.bench.ProcessTree.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Series PER_REQUEST = Benchmark.HTTP1.series().getFirst();
  private static final List<Turn> TURNS =
      List.of(
          turn(1, "ours", 300),
          turn(1, "nginx", 150),
          turn(2, "ours", 200),
          turn(2, "nginx", 100),
          turn(3, "ours", 900),
          turn(3, "nginx", 125));

  @Test
  void aTurnDividesTheTimeOfAllProcessesByTheRequests() {
    var turn = turn(1, "ours", 300);
    assertThat(turn.cpu()).isEqualTo(30.0);
    assertThat(turn.userCpu()).isEqualTo(20.0);
    assertThat(turn.busy()).isEqualTo(0.3);
    assertThat(turn.perSecond()).isEqualTo(10_000);
  }

  @Test
  void ofBodiesTheSecondsPerGibibyteCount() {
    var series = Benchmark.BULK.series().getFirst();
    var which = new Turn.Which(1, 1, "ours");
    var done = new Load.Done(2.5, 5, 0, 0, 0, 0);
    var turn = Turn.of(series, which, done, 100, new Turn.Used(new Ticks(100, 25), 1));
    assertThat(turn.cpu()).isEqualTo(0.5);
    assertThat(turn.perSecond()).isEqualTo(0.5);
  }

  @Test
  void everyFigureHasItsOwnRatios() {
    var handshakes = Benchmark.HTTPS1.series().getLast();
    var turns = new ArrayList<>(TURNS);
    turns.add(turn(handshakes, 1, "ours", 50));
    turns.add(turn(handshakes, 1, "nginx", 100));
    assertThat(Report.ratios(turns))
        .containsExactly(
            entry("ours/nginx cpu_per_request", 2.4), entry("ours/nginx cpu_per_handshake", 0.5));
  }

  @Test
  void aRatioIsThatOfTheMedians() {
    assertThat(Report.ratios(TURNS)).containsExactly(entry("ours/nginx cpu_per_request", 2.4));
  }

  @Test
  void withoutOursThereIsNoRatio() {
    assertThat(Report.ratios(List.of(turn(1, "nginx", 100)))).isEmpty();
  }

  @Test
  void theLastLinesAreTheRatios() {
    var report =
        new Report(
            "http1",
            "2026-01-01T00:00:00Z",
            false,
            Map.of(),
            List.of(new Report.Figure("cpu_per_request", "us/request", "wrk")),
            1,
            List.of(participant("ours"), participant("nginx")),
            List.of("caddy: not installed"),
            TURNS,
            Report.ratios(TURNS));
    assertThat(report.text().lines().toList())
        .endsWith(
            "skipped  caddy: not installed",
            "1 skipped",
            "http1: ours/nginx cpu_per_request = 2.40");
  }

  @Test
  void anEvenNumberOfTurnsHasItsMedianInTheMiddle() {
    assertThat(Figures.of(List.of(4.0, 1.0, 2.0, 9.0), value -> value))
        .isEqualTo(new Figures(3.0, 1.0, 9.0));
  }

  @Test
  void aProxyThatAnsweredNothingIsNoMeasurement() {
    var nothing = new Load.Done(0, 10, 0, 0, 64, 0);
    var which = new Turn.Which(1, 1, "ours");
    assertThatThrownBy(
            () -> Turn.of(PER_REQUEST, which, nothing, 100, new Turn.Used(Ticks.NONE, 1)))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("ours");
  }

  private static Report.Participant participant(String name) {
    return new Report.Participant(name, "1", name, "");
  }

  /** 100,000 requests in 10 s; a third of the ticks, of which a second has 100, in the kernel. */
  private static Turn turn(int round, String proxy, long ticks) {
    return turn(PER_REQUEST, round, proxy, ticks);
  }

  private static Turn turn(Series series, int round, String proxy, long ticks) {
    var done = new Load.Done(100_000, 10, 900, 4_000, 0, 0);
    var used = new Turn.Used(new Ticks(ticks * 2 / 3, ticks - ticks * 2 / 3), 1);
    return Turn.of(series, new Turn.Which(round, 1, proxy), done, 100, used);
  }
}
