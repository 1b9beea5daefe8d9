package io.webgateway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.routing.policy.UpstreamProtocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EndpointSelectorTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Cluster.Endpoint A = new Cluster.Endpoint.Address("10.0.0.1", 80, 1);
  private static final Cluster.Endpoint B = new Cluster.Endpoint.Address("10.0.0.2", 80, 1);
  private static final Cluster.Endpoint HEAVY = new Cluster.Endpoint.Address("10.0.0.3", 80, 3);

  private static EndpointSelector selector(Cluster.Endpoint... endpoints) {
    return new EndpointSelector(new Cluster("c", UpstreamProtocol.DEFAULT, List.of(endpoints)));
  }

  @Test
  void shareFollowsWeight() {
    EndpointSelector selector = selector(A, HEAVY);
    Map<Cluster.Endpoint, Integer> counts = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      counts.merge(selector.select(0, List.of()).orElseThrow(), 1, Integer::sum);
    }
    assertThat(counts).containsEntry(A, 100).containsEntry(HEAVY, 300);
  }

  @Test
  void aFailedEndpointRestsAndComesBack() {
    EndpointSelector selector = selector(A, B);
    selector.failed(A, 0);
    for (int i = 0; i < 10; i++) {
      assertThat(selector.select(4 * SECOND, List.of())).contains(B);
    }
    assertThat(
            List.of(
                selector.select(5 * SECOND, List.of()).orElseThrow(),
                selector.select(5 * SECOND, List.of()).orElseThrow()))
        .containsExactlyInAnyOrder(A, B);
  }

  @Test
  void whenAllRestTheyAreTriedAnyway() {
    EndpointSelector selector = selector(A, B);
    selector.failed(A, 0);
    selector.failed(B, 0);
    Cluster.Endpoint first = selector.select(1, List.of()).orElseThrow();
    Cluster.Endpoint second = selector.select(1, List.of(first)).orElseThrow();
    assertThat(List.of(first, second)).containsExactlyInAnyOrder(A, B);
    assertThat(selector.select(1, List.of(A, B))).isEmpty();
  }

  @Test
  void aSuccessEndsTheRest() {
    EndpointSelector selector = selector(A, B);
    selector.failed(A, 0);
    selector.connected(A);
    assertThat(
            List.of(
                selector.select(1, List.of()).orElseThrow(),
                selector.select(1, List.of()).orElseThrow()))
        .containsExactlyInAnyOrder(A, B);
  }

  @Test
  void anEditKeepsTheMemoryOfThoseThatStay() {
    EndpointSelector selector = selector(A, B);
    selector.failed(A, 0);
    EndpointSelector edited =
        selector.forCluster(new Cluster("c", UpstreamProtocol.DEFAULT, List.of(HEAVY, A)));
    for (int i = 0; i < 8; i++) {
      assertThat(edited.select(SECOND, List.of())).contains(HEAVY);
    }
  }

  /** Against a model that knows only the rule: nobody rests who need not, nobody repeats. */
  @Test
  void neverChoosesARestingOrTriedEndpointWhileAnotherIsLeft() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Cluster.Endpoint> all = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(5); i++) {
        all.add(new Cluster.Endpoint.Address("10.0.1." + i, 80, 1 + random.nextInt(9)));
      }
      EndpointSelector selector =
          new EndpointSelector(new Cluster("c", UpstreamProtocol.DEFAULT, all));
      Map<Cluster.Endpoint, Long> restsUntil = new HashMap<>();
      long now = 0;
      for (int step = 0; step < 200; step++) {
        now += random.nextLong(2 * SECOND);
        long moment = now;
        List<Cluster.Endpoint> tried =
            all.stream().filter(endpoint -> random.nextInt(4) == 0).toList();
        List<Cluster.Endpoint> open =
            all.stream().filter(endpoint -> !tried.contains(endpoint)).toList();
        List<Cluster.Endpoint> fresh =
            open.stream()
                .filter(endpoint -> restsUntil.getOrDefault(endpoint, 0L) <= moment)
                .toList();
        var chosen = selector.select(now, tried);
        assertThat(chosen.isPresent()).isEqualTo(!open.isEmpty());
        chosen.ifPresent(endpoint -> assertThat(fresh.isEmpty() ? open : fresh).contains(endpoint));
        Cluster.Endpoint some = all.get(random.nextInt(all.size()));
        if (random.nextBoolean()) {
          selector.failed(some, now);
          restsUntil.put(some, now + EndpointSelector.REST_NANOS);
        } else {
          selector.connected(some);
          restsUntil.remove(some);
        }
      }
    }
  }
}
