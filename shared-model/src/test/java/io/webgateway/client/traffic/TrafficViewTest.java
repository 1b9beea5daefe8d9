package io.webgateway.client.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.client.screen.Tone;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficViewTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private static TrafficEvent exchange(int status, CompletionReason reason) {
    return new TrafficEvent.HttpExchange(
        "x1",
        NOW,
        12_000_000,
        "192.0.2.1",
        "blog/web",
        "me",
        TrafficEvent.Protocol.HTTP_1_1,
        "GET",
        "blog.gw.example",
        "/a",
        status,
        8_000_000,
        10,
        1_500,
        "[400::1]:80",
        reason);
  }

  private static TrafficEvent good() {
    return exchange(200, CompletionReason.COMPLETED);
  }

  private static List<Long> sequences(TrafficView view) {
    return view.snapshot().rows().stream().map(TrafficRow::sequence).toList();
  }

  @Test
  void theNewestRowsStayAndWhatMadeRoomIsCounted() {
    TrafficView view = new TrafficView(2);
    for (long i = 1; i <= 5; i++) {
      view.add(i, good());
    }
    assertThat(sequences(view)).containsExactly(5L, 4L);
    assertThat(view.snapshot().seen()).isEqualTo(5);
    assertThat(view.snapshot().pushedOut()).isEqualTo(3);
  }

  @Test
  void aPausedViewStandsStillAndSaysHowManyWait() {
    TrafficView view = new TrafficView(3);
    view.add(1, good());
    view.pause();
    for (long i = 2; i <= 6; i++) {
      view.add(i, good());
    }
    assertThat(sequences(view)).containsExactly(1L);
    assertThat(view.snapshot().waiting()).isEqualTo(3);
    view.resume();
    assertThat(sequences(view)).containsExactly(6L, 5L, 4L);
    assertThat(view.snapshot().waiting()).isZero();
  }

  @Test
  void whatWasLostOnTheWayIsSaid() {
    TrafficView view = new TrafficView(3);
    long before = view.version();
    view.gap(17);
    assertThat(view.snapshot().missed()).isEqualTo(17);
    assertThat(view.version()).isGreaterThan(before);
    view.clear();
    assertThat(view.snapshot().missed()).isZero();
  }

  @Test
  void rowsAreJudgedByStatusAndEnd() {
    assertThat(new TrafficRow(1, good()).tone()).isEqualTo(Tone.GOOD);
    assertThat(new TrafficRow(1, exchange(404, CompletionReason.COMPLETED)).tone())
        .isEqualTo(Tone.ATTENTION);
    assertThat(new TrafficRow(1, exchange(502, CompletionReason.CONNECT_FAILED)).tone())
        .isEqualTo(Tone.BAD);
    assertThat(new TrafficRow(1, exchange(200, CompletionReason.CLIENT_ABORTED)).tone())
        .isEqualTo(Tone.ATTENTION);
  }

  @Test
  void whatMayNotBeSeenIsLeftOutOfTheFacts() {
    TrafficEvent hidden =
        new TrafficEvent.StreamConnection(
            "c1", NOW, 1, "192.0.2.1", "db/tls", "me", "", 1, 2, "", CompletionReason.COMPLETED);
    assertThat(new TrafficRow(1, hidden).facts())
        .extracting(TrafficRow.Fact::name)
        .doesNotContain("Host", "Path", "Backend", "Status")
        .contains("Visitor", "Ended");
  }

  @Test
  void theMeterForgetsAfterAMinute() {
    TrafficMeter meter = new TrafficMeter(NOW);
    for (int i = 0; i < 30; i++) {
      meter.add(good(), NOW.plusSeconds(i));
    }
    meter.add(exchange(500, CompletionReason.COMPLETED), NOW.plusSeconds(29));
    TrafficMeter.Reading reading = meter.read(NOW.plusSeconds(29));
    assertThat(reading.eventsPerSecond()).isEqualTo(31 / 30.0);
    assertThat(reading.failureShare()).isEqualTo(1 / 31.0);
    assertThat(reading.perSecond().getLast()).isEqualTo(2);
    assertThat(meter.read(NOW.plusSeconds(200)).eventsPerSecond()).isZero();
  }
}
