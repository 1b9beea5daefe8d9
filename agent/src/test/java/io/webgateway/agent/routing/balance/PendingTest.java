package io.webgateway.agent.routing.balance;

import static io.webgateway.agent.routing.balance.Endpoints.A;
import static io.webgateway.agent.routing.balance.Endpoints.B;
import static io.webgateway.agent.routing.balance.Endpoints.NOBODY;
import static io.webgateway.agent.routing.balance.Endpoints.cluster;
import static io.webgateway.agent.routing.balance.Endpoints.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.workload.policy.CircuitLimits;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PendingTest {
  private static TrafficPolicy limited(int requests, int pending) {
    return TrafficPolicy.UNCHECKED.with(new CircuitLimits(0, requests, pending));
  }

  private static Lease take(ClusterState state) {
    return state.selectInTurn(NOBODY, List.of(), 0, 0) instanceof Selection.Chosen chosen
        ? chosen.lease()
        : Lease.NONE;
  }

  @Test
  void whoCameFirstIsWokenFirstAndWhoIsNewWaitsBehind() {
    ClusterState state = state(limited(1, 2), A);
    Lease running = take(state);
    List<String> woken = new ArrayList<>();
    assertThat(state.join(() -> woken.add("first"))).isPresent();
    assertThat(state.join(() -> woken.add("second"))).isPresent();
    assertThat(state.join(() -> woken.add("third"))).as("the queue is full").isEmpty();
    running.end();
    assertThat(woken).containsExactly("first");
    assertThat(state.select(NOBODY, List.of(), 0, 0)).isInstanceOf(Selection.Full.class);
    take(state).end();
    assertThat(woken).containsExactly("first", "second");
  }

  @Test
  void whoLeftIsNotWokenAndMakesItsPlaceFree() {
    ClusterState state = state(limited(1, 1), A);
    Lease running = take(state);
    List<String> woken = new ArrayList<>();
    Optional<Pending.Waiter> first = state.join(() -> woken.add("first"));
    assertThat(first.orElseThrow().leave()).isTrue();
    assertThat(state.pending().size()).isZero();
    assertThat(state.join(() -> woken.add("second"))).isPresent();
    running.end();
    assertThat(woken).containsExactly("second");
    assertThat(first.orElseThrow().leave()).isFalse();
  }

  @Test
  void anEditAndAReturnToHealthWakeAll() {
    ClusterState state = state(limited(1, 9).with(TrafficPolicy.DEFAULT.health()), A, B);
    state.checked(B, new CheckResult.Failed("gone"), 0);
    take(state);
    AtomicInteger woken = new AtomicInteger();
    state.join(woken::incrementAndGet);
    state.join(woken::incrementAndGet);
    state.checked(B, new CheckResult.Passed(), 1);
    state.checked(B, new CheckResult.Passed(), 2);
    assertThat(woken).hasValue(2);
    state.join(woken::incrementAndGet);
    state.forCluster(cluster(limited(5, 9), A), 3);
    assertThat(woken).hasValue(3);
  }

  /** Every interleaving that chance finds: nobody waits for ever, and never are there too many. */
  @Test
  void noWakeUpIsLostAmongManyThreads() throws InterruptedException {
    int limit = 2;
    ClusterState state = state(limited(limit, 1_000), A);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger served = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int n = 0; n < 500; n++) {
                      Lease lease = await(state);
                      most.accumulateAndGet(running.incrementAndGet(), Math::max);
                      Thread.onSpinWait();
                      running.decrementAndGet();
                      lease.end();
                      served.incrementAndGet();
                    }
                  }));
    }
    for (Thread each : threads) {
      each.join();
    }
    assertThat(served).hasValue(8_000);
    assertThat(most.get()).isLessThanOrEqualTo(limit);
    assertThat(state.underWay(A)).isZero();
    assertThat(state.pending().size()).isZero();
  }

  /** As {@code RoomWait} does it on event loops. */
  private static Lease await(ClusterState state) {
    Selection selection = state.select(NOBODY, List.of(), 0, 0);
    while (selection instanceof Selection.Full) {
      Semaphore woken = new Semaphore(0);
      Pending.Waiter waiter = state.join(woken::release).orElseThrow();
      selection = state.selectInTurn(NOBODY, List.of(), 0, 0);
      if (selection instanceof Selection.Full) {
        woken.acquireUninterruptibly();
        selection = state.selectInTurn(NOBODY, List.of(), 0, 0);
      } else if (!waiter.leave()) {
        state.pending().wakeFirst();
      }
    }
    return selection instanceof Selection.Chosen chosen ? chosen.lease() : Lease.NONE;
  }
}
