package io.webgateway.client.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.client.UnreachableException;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import io.webgateway.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScreenTextsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final IdentityId ME =
      new IdentityId("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
  private static final String OTHER = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA";

  private static ReservationRow name(ReservationRow.State state, String owner, Duration until) {
    return new ReservationRow(
        "blog",
        state,
        owner,
        "",
        Optional.of(NOW.plus(until)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  @Test
  void amountsHaveUnitsAndTwoFigures() {
    assertThat(Amounts.bytes(532)).isEqualTo("532 B");
    assertThat(Amounts.bytes(1_440_000)).isEqualTo("1.4 MB");
    assertThat(Amounts.bytes(64_000_000_000L)).isEqualTo("64 GB");
    assertThat(Amounts.nanos(830_000)).isEqualTo("0.8 ms");
    assertThat(Amounts.millis(1_200)).isEqualTo("1.2 s");
    assertThat(Amounts.millis(240_000)).isEqualTo("4.0 min");
    assertThat(Amounts.count(1, "node", "nodes")).isEqualTo("1 node");
    assertThat(Amounts.count(1_200, "node", "nodes")).isEqualTo("1,200 nodes");
    assertThat(Amounts.share(0.336)).isEqualTo("34 %");
  }

  @Test
  void conditionsAreReadWhateverANewerNodeAdds() {
    List<ConditionRow> rows =
        ConditionRow.listOf(
            Json.readTree(
                """
                [{"type":"Serving","status":"False","reason":"RouteConflict","since":"2026-11-26T11:00:00Z"},
                 {"type":"Sparkling","status":"True","reason":"New","since":"2026-11-26T11:00:00Z"},
                 {"type":"DnsReady","status":"Perhaps","reason":"NewWord","since":"nonsense","more":1}]
                """));
    assertThat(rows)
        .extracting(ConditionRow::type, ConditionRow::status, ConditionRow::sentence)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                ConditionType.SERVING,
                ConditionStatus.FALSE,
                "Another workload holds the same host and path."),
            org.assertj.core.groups.Tuple.tuple(
                ConditionType.DNS_READY, ConditionStatus.UNKNOWN, "New word."));
  }

  @Test
  void aWorkloadSaysWhatIsWrongBeforeWhatIsRight() {
    WorkloadRow row = workload(List.of());
    assertThat(row.summary()).isEqualTo("not known");
    assertThat(row.tone()).isEqualTo(Tone.NEUTRAL);
    WorkloadRow serving = row.with(List.of(condition(ConditionType.SERVING, ConditionStatus.TRUE)));
    assertThat(serving.summary()).isEqualTo("serving");
    WorkloadRow refused =
        row.with(
            List.of(
                condition(ConditionType.ACCEPTED, ConditionStatus.FALSE),
                condition(ConditionType.SERVING, ConditionStatus.FALSE)));
    assertThat(refused.summary()).isEqualTo("not accepted");
    assertThat(refused.tone()).isEqualTo(Tone.BAD);
    assertThat(row.where()).isEqualTo("blog.gw.example");
  }

  private static ConditionRow condition(ConditionType type, ConditionStatus status) {
    return new ConditionRow(type, status, "Reason", Optional.empty(), NOW);
  }

  private static WorkloadRow workload(List<ConditionRow> conditions) {
    return new WorkloadRow(
        "blog",
        "web",
        "HttpService",
        List.of("gw.example"),
        List.of(),
        Optional.empty(),
        ME.value(),
        1,
        conditions,
        Optional.empty());
  }

  @Test
  void aNameIsJudgedForWhoAsks() {
    assertThat(NameCheck.of(name(ReservationRow.State.FREE, "", Duration.ZERO), ME))
        .isEqualTo(new NameCheck.Free());
    assertThat(NameCheck.of(name(ReservationRow.State.ACTIVE, ME.value(), Duration.ZERO), ME))
        .isEqualTo(new NameCheck.Own());
    NameCheck taken = NameCheck.of(name(ReservationRow.State.GRACE, OTHER, Duration.ofDays(3)), ME);
    assertThat(taken.isGood()).isFalse();
    assertThat(taken.sentence(NOW)).isEqualTo("taken; its term ends in 3 d");
    assertThat(
            NameCheck.of(name(ReservationRow.State.QUARANTINED, ME.value(), Duration.ZERO), ME)
                .isGood())
        .isTrue();
  }

  @Test
  void aNameThatCannotBeIsRefusedWhileItIsTyped() {
    assertThat(NameCheck.form("  ")).isEqualTo(new NameCheck.Empty());
    assertThat(NameCheck.form("Blog")).isEqualTo(new NameCheck.Wellformed());
    assertThat(NameCheck.form("-blog")).isInstanceOf(NameCheck.Bad.class);
    assertThat(NameCheck.form("xn--blog")).isInstanceOf(NameCheck.Bad.class);
  }

  @Test
  void certificatesAreJudgedByTheShareOfTheirLifetime() {
    CertificateRow row = certificate(Duration.ofDays(-60), Duration.ofDays(30));
    assertThat(row.tone(NOW)).isEqualTo(Tone.ATTENTION);
    assertThat(certificate(Duration.ofDays(-1), Duration.ofDays(6)).tone(NOW)).isEqualTo(Tone.GOOD);
    assertThat(certificate(Duration.ofDays(-88), Duration.ofDays(2)).tone(NOW)).isEqualTo(Tone.BAD);
    assertThat(certificate(Duration.ofDays(-9), Duration.ofDays(-1)).ends(NOW))
        .isEqualTo("ended 24 h ago");
  }

  private static CertificateRow certificate(Duration from, Duration to) {
    return new CertificateRow(
        "c",
        1,
        List.of("blog.gw.example"),
        "CA",
        NOW.plus(from),
        NOW.plus(to),
        "00",
        "uploaded",
        "EC P-256",
        1,
        NOW);
  }

  @Test
  void theWorstComesFirst() {
    List<Attention> all =
        Attention.of(
            List.of(
                name(ReservationRow.State.ACTIVE, ME.value(), Duration.ofDays(3)),
                name(ReservationRow.State.ACTIVE, ME.value(), Duration.ofDays(80))),
            List.of(
                workload(List.of(condition(ConditionType.SERVING, ConditionStatus.FALSE))),
                workload(List.of(condition(ConditionType.SERVING, ConditionStatus.TRUE)))),
            List.of(),
            List.of(),
            NOW);
    assertThat(all)
        .extracting(Attention::area, Attention::tone)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("workloads", Tone.BAD),
            org.assertj.core.groups.Tuple.tuple("reservations", Tone.ATTENTION));
  }

  @Test
  void aSilentAgentIsToldAsSomethingThatMayPass() {
    ProblemText text =
        ProblemText.of(new UnreachableException("It does not answer", new java.io.IOException()));
    assertThat(text.mayPass()).isTrue();
    assertThat(text.lines())
        .containsExactly("Nothing was changed. It is tried again when the agent answers");
  }
}
