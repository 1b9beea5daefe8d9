package io.webgateway.agent.routing.balance;

import static io.webgateway.agent.routing.balance.Endpoints.A;
import static io.webgateway.agent.routing.balance.Endpoints.B;
import static io.webgateway.agent.routing.balance.Endpoints.HEAVY;
import static io.webgateway.agent.routing.balance.Endpoints.NOBODY;
import static io.webgateway.agent.routing.balance.Endpoints.SECOND;
import static io.webgateway.agent.routing.balance.Endpoints.cluster;
import static io.webgateway.agent.routing.balance.Endpoints.endpoint;
import static io.webgateway.agent.routing.balance.Endpoints.shares;
import static io.webgateway.agent.routing.balance.Endpoints.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.routing.balance.ClusterHealth.Status;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterStateTest {
  private static final CheckResult PASSED = new CheckResult.Passed();
  private static final CheckResult FAILED = new CheckResult.Failed("it is gone");

  private static void fail(ClusterState state, int times, long nowNanos) {
    for (int i = 0; i < times; i++) {
      state.failed(A, "no connection", nowNanos);
    }
  }

  private static Status statusOfA(ClusterState state, long nowNanos) {
    return state.health(nowNanos).endpoints().getFirst().status();
  }

  @Test
  void threeFailuresInARowLeaveAnEndpointOutForFiveSeconds() {
    ClusterState state = state(TrafficPolicy.UNCHECKED, A, B);
    fail(state, 2, 0);
    assertThat(shares(state, 10, 1)).containsEntry(A, 5);
    fail(state, 1, 0);
    assertThat(statusOfA(state, 1)).isEqualTo(Status.EJECTED);
    assertThat(shares(state, 10, 5 * SECOND - 1)).containsOnlyKeys(B);
    assertThat(shares(state, 10, 5 * SECOND)).containsEntry(A, 5);
  }

  @Test
  void aSuccessEndsTheRow() {
    ClusterState state = state(TrafficPolicy.UNCHECKED, A, B);
    for (int i = 0; i < 10; i++) {
      fail(state, 2, i);
      state.succeeded(A, i);
    }
    assertThat(shares(state, 10, 10)).containsEntry(A, 5);
  }

  @Test
  void theRowGoesOnAfterTheTimeSoOneMoreFailureLeavesItOutTwiceAsLong() {
    ClusterState state = state(TrafficPolicy.UNCHECKED, A, B);
    fail(state, 3, 0);
    long back = 5 * SECOND;
    for (int seconds = 10; seconds <= 160; seconds *= 2) {
      fail(state, 1, back);
      long next = back + seconds * SECOND;
      assertThat(shares(state, 4, next - 1)).containsOnlyKeys(B);
      assertThat(shares(state, 4, next)).containsKey(A);
      back = next;
    }
    fail(state, 1, back);
    assertThat(shares(state, 4, back + 160 * SECOND)).as("32 times at most").containsKey(A);
  }

  @Test
  void onceItDidWellAsLongAsItWasOutTheTimeIsShortAgain() {
    ClusterState state = state(TrafficPolicy.UNCHECKED, A, B);
    fail(state, 3, 0);
    state.succeeded(A, 5 * SECOND);
    fail(state, 3, 11 * SECOND);
    assertThat(shares(state, 4, 16 * SECOND)).containsKey(A);
  }

  @Test
  void noMoreThanSoManyPercentAreLeftOut() {
    TrafficPolicy policy =
        TrafficPolicy.UNCHECKED.with(
            new HealthPolicy(
                new HealthPolicy.ActiveCheck.Off(),
                HealthPolicy.Schedule.DEFAULT,
                new HealthPolicy.Ejection(1, 5_000, 50)));
    ClusterState state = state(policy, A, B);
    state.failed(A, "no", 0);
    state.failed(B, "no", 0);
    assertThat(shares(state, 4, 1)).containsOnlyKeys(B);
  }

  @Test
  void whenNoneIsWellAllAreTriedAndASuccessBringsOneBack() {
    ClusterState state = state(TrafficPolicy.UNCHECKED, A, B);
    for (int i = 0; i < 3; i++) {
      state.failed(A, "no", 0);
      state.failed(B, "no", 0);
    }
    assertThat(state.health(1).panic()).isTrue();
    assertThat(shares(state, 4, 1)).containsOnlyKeys(A, B);
    state.succeeded(A, 2);
    assertThat(shares(state, 4, 3)).containsOnlyKeys(A);
  }

  @Test
  void whatEndsWellWhileItIsOutBringsItNotBackWhereOthersAreWell() {
    ClusterState state = state(TrafficPolicy.UNCHECKED, A, B);
    fail(state, 3, 0);
    state.succeeded(A, 1);
    assertThat(shares(state, 4, 2)).containsOnlyKeys(B);
  }

  @Test
  void belowThePanicThresholdHealthIsNotLookedAt() {
    TrafficPolicy policy =
        TrafficPolicy.DEFAULT.with(
            new Balancing(
                Balancing.Method.ROUND_ROBIN,
                new Balancing.HashKey.ClientAddress(),
                new Balancing.Stickiness.Off(),
                0,
                50));
    ClusterState state = state(policy, A, B, HEAVY);
    state.checked(A, FAILED, 0);
    assertThat(shares(state, 40, 1)).containsOnlyKeys(B, HEAVY);
    state.checked(B, FAILED, 1);
    assertThat(shares(state, 50, 2)).containsEntry(A, 10).containsEntry(HEAVY, 30);
  }

  @Test
  void theFirstCheckDecidesThenRiseAndFallCount() {
    ClusterState state = state(TrafficPolicy.DEFAULT, A, B);
    assertThat(statusOfA(state, 0)).isEqualTo(Status.UNKNOWN);
    state.checked(A, FAILED, 1);
    assertThat(state.health(2).endpoints().getFirst())
        .isEqualTo(
            new ClusterHealth.EndpointHealth(
                A, Status.UNHEALTHY, 1, "it is gone", Optional.empty()));
    state.checked(A, PASSED, 2);
    state.checked(A, FAILED, 3);
    state.checked(A, PASSED, 4);
    assertThat(statusOfA(state, 5)).isEqualTo(Status.UNHEALTHY);
    state.checked(A, PASSED, 5);
    assertThat(state.health(6).endpoints().getFirst())
        .isEqualTo(new ClusterHealth.EndpointHealth(A, Status.HEALTHY, 5, "", Optional.empty()));
    state.checked(A, FAILED, 6);
    state.checked(A, FAILED, 7);
    state.checked(A, PASSED, 8);
    state.checked(A, FAILED, 9);
    state.checked(A, FAILED, 10);
    assertThat(statusOfA(state, 11)).isEqualTo(Status.HEALTHY);
    state.checked(A, FAILED, 11);
    assertThat(statusOfA(state, 12)).isEqualTo(Status.UNHEALTHY);
  }

  @Test
  void checksThatSpeakAgainstWhatIsKnownAreDoubtUntilTheyAreEnough() {
    ClusterState state = state(TrafficPolicy.DEFAULT, A, B);
    state.checked(A, PASSED, 0);
    assertThat(doubtOfA(state, 1)).isEmpty();
    state.checked(A, FAILED, 1);
    assertThat(doubtOfA(state, 2)).contains(new ClusterHealth.Doubt(true, 1, 3, "it is gone"));
    assertThat(state.isInDoubt(A, 2)).isTrue();
    assertThat(state.isInDoubt(B, 2)).isFalse();
    state.checked(A, PASSED, 2);
    assertThat(doubtOfA(state, 3)).as("a hiccup is forgotten").isEmpty();
    state.checked(A, FAILED, 3);
    state.checked(A, FAILED, 4);
    assertThat(doubtOfA(state, 5)).contains(new ClusterHealth.Doubt(true, 2, 3, "it is gone"));
    state.checked(A, FAILED, 5);
    assertThat(doubtOfA(state, 6)).as("it is known").isEmpty();
    state.checked(A, PASSED, 6);
    assertThat(doubtOfA(state, 7)).contains(new ClusterHealth.Doubt(false, 1, 2, ""));
    state.checked(A, PASSED, 7);
    assertThat(doubtOfA(state, 8)).isEmpty();
    assertThat(state.isInDoubt(A, 8)).isFalse();
  }

  private static Optional<ClusterHealth.Doubt> doubtOfA(ClusterState state, long nowNanos) {
    return state.health(nowNanos).endpoints().getFirst().doubt();
  }

  @Test
  void whatNobodyChecksIsUnknownUntilTrafficTells() {
    ClusterState state = state(TrafficPolicy.UNCHECKED, A, B);
    assertThat(statusOfA(state, 0)).isEqualTo(Status.UNKNOWN);
    state.succeeded(A, 7);
    assertThat(state.health(8).endpoints().getFirst())
        .isEqualTo(new ClusterHealth.EndpointHealth(A, Status.HEALTHY, 7, "", Optional.empty()));
  }

  @Test
  void anEndpointThatCameBackIsGivenMoreAndMore() {
    TrafficPolicy policy =
        TrafficPolicy.DEFAULT.with(
            new Balancing(
                Balancing.Method.ROUND_ROBIN,
                new Balancing.HashKey.ClientAddress(),
                new Balancing.Stickiness.Off(),
                100_000,
                0));
    ClusterState state = state(policy, A, B);
    state.checked(A, FAILED, 0);
    state.checked(A, PASSED, 0);
    state.checked(A, PASSED, 0);
    assertThat(shares(state, 1010, 0)).containsEntry(A, 10);
    assertThat(shares(state, 1500, 50 * SECOND)).containsEntry(A, 500);
    assertThat(shares(state, 1000, 100 * SECOND)).containsEntry(A, 500);
  }

  @Test
  void anEditKeepsWhatIsKnownOfThoseThatStay() {
    ClusterState state = state(TrafficPolicy.UNCHECKED, A, B);
    fail(state, 3, 0);
    ClusterState edited = state.forCluster(cluster(TrafficPolicy.UNCHECKED, HEAVY, A), 1);
    assertThat(shares(edited, 8, 2)).containsOnlyKeys(HEAVY);
    ClusterState heavier =
        edited.forCluster(cluster(TrafficPolicy.UNCHECKED, HEAVY, Endpoints.of(1, 9)), 3);
    assertThat(shares(heavier, 8, 4)).as("whatever its weight").containsOnlyKeys(HEAVY);
    heavier.forCluster(cluster(TrafficPolicy.UNCHECKED, HEAVY), 5);
    ClusterState again = heavier.forCluster(cluster(TrafficPolicy.UNCHECKED, HEAVY, A), 6);
    assertThat(shares(again, 8, 7)).as("who went is forgotten").containsKey(A);
  }

  @Test
  void whatBeganUnderAnOlderVersionStillTells() {
    ClusterState state = state(TrafficPolicy.UNCHECKED, A, B);
    ClusterState edited = state.forCluster(cluster(TrafficPolicy.UNCHECKED, A, HEAVY), 0);
    fail(state, 3, 1);
    assertThat(shares(edited, 8, 2)).containsOnlyKeys(HEAVY);
    assertThat(shares(edited.asBefore(state.cluster(), 2), 8, 2)).containsOnlyKeys(B);
  }

  @Test
  void triedOnesComeNeverAgainAndThoseThatAreNotWellComeLast() {
    ClusterState state = state(TrafficPolicy.UNCHECKED, A, B, HEAVY);
    fail(state, 3, 0);
    assertThat(endpoint(state.select(NOBODY, List.of(B), 1, 5))).isEqualTo(HEAVY);
    assertThat(endpoint(state.select(NOBODY, List.of(B, HEAVY), 1, 5))).isEqualTo(A);
    assertThat(state.select(NOBODY, List.of(A, B, HEAVY), 1, 5))
        .isInstanceOf(Selection.Exhausted.class);
  }
}
