package io.webgateway.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.observe.BackendsHealth;
import io.webgateway.agent.observe.BackendsHealth.Backend;
import io.webgateway.agent.observe.BackendsHealth.Doubt;
import io.webgateway.agent.observe.BackendsHealth.State;
import io.webgateway.agent.observe.HeldVisitors;
import io.webgateway.model.status.Condition;
import io.webgateway.model.status.ConditionType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackendsConditionTest {
  private static final Instant SINCE = Instant.parse("2026-11-26T15:35:18Z");
  private static final Instant NOW = SINCE.plusSeconds(60);

  private static Backend backend(int number, State state, String why) {
    return backend(number, state, why, Optional.empty());
  }

  private static Backend backend(int number, State state, String why, Optional<Doubt> doubt) {
    return new Backend(
        "10.0.0." + number + ":80",
        1,
        state,
        SINCE,
        why,
        Optional.empty(),
        Optional.empty(),
        doubt);
  }

  private static String told(boolean panic, Backend... backends) {
    Condition condition = BackendsCondition.of(new BackendsHealth(List.of(backends), panic), NOW);
    assertThat(condition.type()).isEqualTo(ConditionType.BACKENDS_HEALTHY);
    return condition.status() + " " + condition.reason() + ": " + condition.message();
  }

  @Test
  void allThatAreWellAreCounted() {
    assertThat(told(false, backend(1, State.HEALTHY, "")))
        .isEqualTo("TRUE Healthy: The backend is healthy");
    assertThat(told(false, backend(1, State.HEALTHY, ""), backend(2, State.HEALTHY, "")))
        .isEqualTo("TRUE Healthy: 2 of 2 backends are healthy");
  }

  @Test
  void oneThatHasJustFailedACheckIsNamedBeforeItIsDown() {
    Doubt doubt = new Doubt(BackendsHealth.Check.FAILED, 1, 3, "refused the connection");
    Backend doubted = backend(2, State.HEALTHY, "", Optional.of(doubt));
    assertThat(told(false, backend(1, State.HEALTHY, ""), doubted))
        .isEqualTo(
            "TRUE Healthy: 2 of 2 backends are healthy; the last check of 10.0.0.2:80 failed"
                + " (1 of 3): refused the connection");
    Backend calm = backend(2, State.HEALTHY, "");
    assertThat(
            new BackendsHealth(List.of(doubted), false)
                .saysTheSameAs(new BackendsHealth(List.of(calm), false)))
        .as("so that it is told at once")
        .isFalse();
  }

  @Test
  void whatNothingHasCheckedIsUnknownEvenBesideOthersThatAreWell() {
    assertThat(told(false, backend(1, State.UNKNOWN, "")))
        .isEqualTo("UNKNOWN NotChecked: Nothing has checked or used a backend yet");
    assertThat(told(false))
        .isEqualTo("UNKNOWN NotChecked: Nothing has checked or used a backend yet");
    assertThat(told(false, backend(1, State.HEALTHY, ""), backend(2, State.UNKNOWN, "")))
        .isEqualTo(
            "UNKNOWN NotChecked: 1 of 2 backends is healthy; nothing has checked or used"
                + " 10.0.0.2:80 yet");
  }

  @Test
  void visitorsThatWaitAreToldHowManyIsNot() {
    HeldVisitors some = new HeldVisitors(3, 0, 10, Map.of());
    List<Backend> unknown = List.of(backend(1, State.UNKNOWN, ""));
    BackendsHealth waited = new BackendsHealth(unknown, false, Optional.of(some));
    Condition condition = BackendsCondition.of(waited, NOW);
    assertThat(condition.status() + " " + condition.reason() + ": " + condition.message())
        .isEqualTo("FALSE WaitingForBackend: No backend can be reached; visitors wait for one");
    HeldVisitors more = new HeldVisitors(4, 0, 20, Map.of());
    assertThat(waited.saysTheSameAs(new BackendsHealth(unknown, false, Optional.of(more))))
        .isTrue();
    assertThat(
            waited.saysTheSameAs(
                new BackendsHealth(unknown, false, Optional.of(HeldVisitors.NONE))))
        .as("so that it is told at once when nobody waits any more")
        .isFalse();
  }

  @Test
  void aDeadOneIsNamedWithSinceWhenAndWhy() {
    assertThat(
            told(
                false,
                backend(1, State.HEALTHY, ""),
                backend(2, State.DOWN, "refused the connection")))
        .isEqualTo(
            "FALSE BackendDown: 1 of 2 backends is down: 10.0.0.2:80 since 2026-11-26 15:35:18 UTC:"
                + " refused the connection");
  }

  @Test
  void whatTrafficLeftOutIsToldApartFromWhatChecksSay() {
    assertThat(
            told(
                true,
                backend(1, State.LEFT_OUT, "answered 503"),
                backend(2, State.DOWN, "answered 500, expected 200"),
                backend(3, State.HEALTHY, "")))
        .isEqualTo(
            "FALSE BackendDown: 2 of 3 backends are down: 10.0.0.1:80 (traffic failed) since"
                + " 2026-11-26 15:35:18 UTC: answered 503; 10.0.0.2:80 since 2026-11-26 15:35:18"
                + " UTC: answered 500, expected 200. So few are healthy that all get traffic");
  }

  @Test
  void whenNoneIsLeftThatIsAnotherReason() {
    assertThat(told(false, backend(1, State.DOWN, "refused the connection")))
        .startsWith("FALSE AllBackendsDown: The only backend is down: 10.0.0.1:80 since");
    assertThat(told(false, backend(1, State.DOWN, "a"), backend(2, State.LEFT_OUT, "b")))
        .startsWith("FALSE AllBackendsDown: All backends are down: 10.0.0.1:80 since");
  }

  @Test
  void manyAreCountedRatherThanNamed() {
    List<Backend> all = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      all.add(backend(i, State.DOWN, "x"));
    }
    assertThat(told(false, all.toArray(Backend[]::new)))
        .contains("10.0.0.5:80")
        .doesNotContain("10.0.0.6:80")
        .endsWith("; and 3 more");
  }
}
