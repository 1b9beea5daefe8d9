package io.webgateway.agent.routing.balance;

import static io.webgateway.agent.routing.balance.Endpoints.A;
import static io.webgateway.agent.routing.balance.Endpoints.B;
import static io.webgateway.agent.routing.balance.Endpoints.HEAVY;
import static io.webgateway.agent.routing.balance.Endpoints.NOBODY;
import static io.webgateway.agent.routing.balance.Endpoints.endpoint;
import static io.webgateway.agent.routing.balance.Endpoints.shares;
import static io.webgateway.agent.routing.balance.Endpoints.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How each method shares traffic out. */
class SharesTest {
  private static final Balancing BY_ADDRESS =
      Balancing.of(Balancing.Method.ROUND_ROBIN).with(new Balancing.Stickiness.ClientAddress());

  private static ClusterState many(Balancing balancing, int size, int weights) {
    Cluster.Endpoint[] all =
        IntStream.range(0, size)
            .mapToObj(i -> Endpoints.of(i, 1 + i % weights))
            .toArray(Cluster.Endpoint[]::new);
    return state(TrafficPolicy.UNCHECKED.with(balancing), all);
  }

  @Test
  void roundRobinGivesEveryRoundExactlyByWeight() {
    ClusterState state = state(Balancing.Method.ROUND_ROBIN, A, HEAVY);
    for (int round = 0; round < 100; round++) {
      assertThat(shares(state, 4, 0)).containsEntry(A, 1).containsEntry(HEAVY, 3);
    }
  }

  @Test
  void equalWeightsTakeTurns() {
    ClusterState state = state(Balancing.Method.ROUND_ROBIN, A, B);
    for (int i = 0; i < 10; i++) {
      assertThat(endpoint(state.select(NOBODY, List.of(), 0, i))).isEqualTo(A);
      assertThat(endpoint(state.select(NOBODY, List.of(), 0, i))).isEqualTo(B);
    }
  }

  /** However long the round is, nobody is far from its share within it. */
  @Test
  void roundRobinIsSmoothWithinARound() {
    Random random = new Random(1);
    double worst = 0;
    for (int i = 0; i < 300; i++) {
      int[] weights = random.ints(2 + random.nextInt(20), 1, 1_001).toArray();
      Wheel wheel = new Wheel(weights);
      long sum = IntStream.of(weights).sum();
      int[] turns = new int[weights.length];
      for (int turn = 0; turn < 3_000; turn++) {
        turns[wheel.at(turn)]++;
        for (int each = 0; each < weights.length; each++) {
          double due = (turn + 1.0) * weights[each] / sum;
          worst = Math.max(worst, Math.abs(turns[each] - due));
        }
      }
    }
    assertThat(worst).as("turns too few or too many").isLessThan(5);
  }

  @Test
  void severalThreadsShareOneSchedule() throws InterruptedException {
    ClusterState state = state(Balancing.Method.ROUND_ROBIN, A, HEAVY);
    Map<Cluster.Endpoint, Integer> counts = new ConcurrentHashMap<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () ->
                      shares(state, 10_000, 0)
                          .forEach((each, n) -> counts.merge(each, n, Integer::sum))));
    }
    for (Thread each : threads) {
      each.join();
    }
    assertThat(counts).containsEntry(A, 10_000).containsEntry(HEAVY, 30_000);
  }

  @Test
  void whenOneIsOutTheOthersShareItsPartEvenly() {
    ClusterState state = many(Balancing.DEFAULT, 5, 1);
    for (int i = 0; i < 3; i++) {
      state.failed(Endpoints.of(2, 1), "no", 0);
    }
    assertThat(shares(state, 400, 1))
        .hasSize(4)
        .allSatisfy((each, n) -> assertThat(n).isEqualTo(100));
  }

  @Test
  void furtherTriesAreSpreadByWeight() {
    ClusterState state = state(Balancing.Method.ROUND_ROBIN, A, B, HEAVY);
    Map<Cluster.Endpoint, Integer> counts = new HashMap<>();
    for (int i = 0; i < 4_000; i++) {
      Selection selection = state.select(NOBODY, List.of(A), 0, Hashes.mix(i));
      counts.merge(endpoint(selection), 1, Integer::sum);
    }
    assertThat(counts).hasSize(2);
    assertThat(counts.get(B)).isBetween(900, 1_100);
  }

  @Test
  void idleEndpointsShareByWeightWithLeastRequests() {
    ClusterState state = state(Balancing.Method.LEAST_REQUESTS, A, HEAVY);
    Map<Cluster.Endpoint, Integer> counts = new HashMap<>();
    for (int i = 0; i < 4_000; i++) {
      if (state.select(NOBODY, List.of(), 0, Hashes.mix(i)) instanceof Selection.Chosen chosen) {
        counts.merge(chosen.endpoint(), 1, Integer::sum);
        chosen.lease().end();
      }
    }
    assertThat(counts.get(A)).isBetween(900, 1_100);
  }

  @Test
  void leastRequestsFillsUpByWeight() {
    ClusterState state = state(Balancing.Method.LEAST_REQUESTS, A, HEAVY);
    shares(state, 400, 0);
    assertThat(state.underWay(A)).isBetween(99, 101);
    assertThat(state.underWay(HEAVY)).isBetween(299, 301);
  }

  @Test
  void leastRequestsKeepsTheBusiestCloseToTheOthers() {
    ClusterState state = many(Balancing.of(Balancing.Method.LEAST_REQUESTS), 64, 1);
    Map<Cluster.Endpoint, Integer> counts = shares(state, 6_400, 0);
    assertThat(counts.values()).allSatisfy(n -> assertThat(n).isBetween(95, 105));
  }

  @Test
  void aHashedKeyStaysAndTheSharesFollowTheWeights() {
    for (int weights : new int[] {1, 4}) {
      ClusterState state = many(BY_ADDRESS, 64, weights);
      Map<Cluster.Endpoint, Integer> counts = new HashMap<>();
      for (int i = 0; i < 64_000; i++) {
        SelectionKey key = Endpoints.from(10, i >> 16, i >> 8, i);
        Cluster.Endpoint chosen = endpoint(state.select(key, List.of(), 0, i));
        assertThat(endpoint(state.select(key, List.of(), 0, -i))).isEqualTo(chosen);
        counts.merge(chosen, 1, Integer::sum);
      }
      double unit = weights == 1 ? 1_000 : 400;
      counts.forEach(
          (each, n) -> {
            double due = unit * ((Cluster.Endpoint.Address) each).weight();
            assertThat(n / due).as("%s", each).isBetween(0.8, 1.2);
          });
    }
  }

  @Test
  void onlyTheKeysOfAnEndpointThatGoesMove() {
    ClusterState before = many(BY_ADDRESS, 20, 3);
    List<Cluster.Endpoint> fewer = new ArrayList<>(before.cluster().endpoints());
    Cluster.Endpoint gone = fewer.remove(7);
    ClusterState after =
        before.forCluster(
            Endpoints.cluster(before.cluster().policy(), fewer.toArray(Cluster.Endpoint[]::new)),
            1);
    for (int i = 0; i < 5_000; i++) {
      SelectionKey key = Endpoints.from(10, 0, i >> 8, i);
      Cluster.Endpoint was = endpoint(before.select(key, List.of(), 2, i));
      Cluster.Endpoint is = endpoint(after.select(key, List.of(), 2, i));
      if (!was.equals(gone)) {
        assertThat(is).isEqualTo(was);
      }
    }
  }

  @Test
  void anEndpointThatIsUnwellGivesItsKeysAwayAndGetsThemBack() {
    ClusterState state = many(BY_ADDRESS, 5, 1);
    SelectionKey key = Endpoints.from(10, 1, 2, 3);
    Cluster.Endpoint home = endpoint(state.select(key, List.of(), 0, 0));
    for (int i = 0; i < 3; i++) {
      state.failed(home, "no", 0);
    }
    Cluster.Endpoint other = endpoint(state.select(key, List.of(), 1, 1));
    assertThat(other).isNotEqualTo(home);
    assertThat(endpoint(state.select(key, List.of(home), 1, 2))).isEqualTo(other);
    assertThat(endpoint(state.select(key, List.of(), 10 * Endpoints.SECOND, 3))).isEqualTo(home);
  }

  @Test
  void addressesOfIpv6CountByTheirFirstHalfAndMappedOnesAsIpv4() {
    byte[] one = {0x20, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0, 0, 0, 0, 1};
    byte[] other = one.clone();
    other[15] = 9;
    byte[] elsewhere = one.clone();
    elsewhere[7] = 9;
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
    assertThat(Hashes.ofAddress(one)).isEqualTo(Hashes.ofAddress(other));
    assertThat(Hashes.ofAddress(one)).isNotEqualTo(Hashes.ofAddress(elsewhere));
    assertThat(Hashes.ofAddress(mapped)).isEqualTo(Hashes.ofAddress(new byte[] {10, 0, 0, 1}));
  }

  @ParameterizedTest
  @EnumSource(Balancing.Method.class)
  void aStickyVisitorGoesBackUntilItsEndpointIsUnwell(Balancing.Method method) {
    ClusterState state =
        state(
            TrafficPolicy.UNCHECKED.with(
                Balancing.of(method).with(new Balancing.Stickiness.Cookie("c", 0))),
            A,
            B,
            HEAVY);
    if (!(state.select(NOBODY, List.of(), 0, 1) instanceof Selection.Chosen first)) {
      throw new AssertionError("nothing was chosen");
    }
    SelectionKey visitor = new Cookied(first.stickyId());
    for (int i = 0; i < 20; i++) {
      assertThat(endpoint(state.select(visitor, List.of(), 1, Hashes.mix(i))))
          .isEqualTo(first.endpoint());
    }
    for (int i = 0; i < 3; i++) {
      state.failed(first.endpoint(), "no", 2);
    }
    if (!(state.select(visitor, List.of(), 3, 1) instanceof Selection.Chosen next)) {
      throw new AssertionError("nothing was chosen");
    }
    assertThat(next.endpoint()).isNotEqualTo(first.endpoint());
    assertThat(next.stickyId()).isNotEqualTo(first.stickyId());
  }

  @Test
  void whatACookieCallsAnEndpointIsTheSameAfterARestartAndAnotherInAnotherWorkload() {
    TrafficPolicy policy =
        TrafficPolicy.UNCHECKED.with(
            Balancing.DEFAULT.with(new Balancing.Stickiness.Cookie("c", 0)));
    String id = stickyId(Endpoints.cluster(policy, A));
    assertThat(stickyId(Endpoints.cluster(policy, A))).isEqualTo(id).matches("[A-Za-z0-9_-]{16}");
    Cluster other =
        new Cluster("shop/b", Endpoints.cluster(policy, A).protocol(), policy, List.of(A));
    assertThat(stickyId(other)).isNotEqualTo(id);
  }

  private static String stickyId(Cluster cluster) {
    return ClusterState.of(cluster, 0).select(NOBODY, List.of(), 0, 0)
            instanceof Selection.Chosen chosen
        ? chosen.stickyId()
        : "";
  }

  /** Somebody with a cookie. */
  private record Cookied(String value) implements SelectionKey {
    @Override
    public byte[] clientAddress() {
      return NOBODY.clientAddress();
    }

    @Override
    public String cookie(String name, Predicate<String> among) {
      return name.equals("c") && among.test(value) ? value : "";
    }
  }
}
