package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.balance.ClusterState;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.workload.policy.CircuitLimits;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What backends are given at once, and who waits. */
class CircuitLimitsIT {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";

  private static HttpRoute route(CircuitLimits circuit, ExchangeLimits limits, int port) {
    return InProcessGateway.under(
        TrafficPolicy.UNCHECKED.with(circuit),
        InProcessGateway.route("shop/a", "a.example", "/", VisitorPolicy.SERVE, limits, port));
  }

  /** Answers each request when it is told to. */
  private static MockUpstream slow(CountDownLatch go) {
    return MockUpstream.start(
        socket -> {
          while (true) {
            socket.readRequest();
            go.await();
            socket.ok("at last");
          }
        });
  }

  @Test
  void oneIsServedOneWaitsAndTheThirdIsTold() throws IOException {
    CountDownLatch go = new CountDownLatch(1);
    try (MockUpstream backend = slow(go);
        InProcessGateway gateway =
            InProcessGateway.start(
                route(
                    new CircuitLimits(0, 1, 1),
                    ExchangeLimits.of(20_000, 20_000, 20_000),
                    backend.port()));
        RawClient first = gateway.client();
        RawClient second = gateway.client();
        RawClient third = gateway.client()) {
      first.send(GET);
      await().until(() -> backend.requests().size() == 1);
      second.send(GET);
      await().until(() -> state(gateway).pending().size() == 1);
      RawResponse answer = third.send(GET).read();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.values("retry-after")).containsExactly("1");
      assertThat(backend.requests()).hasSize(1);
      go.countDown();
      assertThat(first.read().body()).isEqualTo("at last");
      assertThat(second.read().body()).isEqualTo("at last");
      gateway.events().awaitCount(3);
      assertThat(gateway.events().reasons())
          .containsExactlyInAnyOrder(
              CompletionReason.OVERLOADED, CompletionReason.COMPLETED, CompletionReason.COMPLETED);
    }
  }

  private static ClusterState state(InProcessGateway gateway) {
    return gateway.engine().clusters().all().iterator().next();
  }

  @Test
  void nobodyWaitsLongerThanAConnectionMayTake() throws IOException {
    CountDownLatch go = new CountDownLatch(1);
    try (MockUpstream backend = slow(go);
        InProcessGateway gateway =
            InProcessGateway.start(
                route(
                    new CircuitLimits(0, 1, 9),
                    ExchangeLimits.of(300, 20_000, 20_000),
                    backend.port()));
        RawClient first = gateway.client();
        RawClient second = gateway.client();
        RawClient left = gateway.client()) {
      first.send(GET);
      await().until(() -> backend.requests().size() == 1);
      left.send(GET).reset();
      assertThat(second.send(GET).read().status()).isEqualTo(503);
      go.countDown();
      assertThat(first.read().status()).isEqualTo(200);
      assertThat(second.send(GET).read().status()).as("room again").isEqualTo(200);
    }
  }

  /** Visitors on several event loops share what one backend is given. */
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "2, 2", "3, 0"})
  void manyVisitorsOfSeveralLoopsAreAllServedWithinTheLimits(int connections, int requests)
      throws Exception {
    AtomicInteger busy = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger mostOpen = new AtomicInteger();
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  while (true) {
                    socket.readRequest();
                    most.accumulateAndGet(busy.incrementAndGet(), Math::max);
                    busy.decrementAndGet();
                    socket.ok("fine");
                  }
                });
        InProcessGateway gateway =
            InProcessGateway.start(
                route(
                    new CircuitLimits(connections, requests, 100),
                    ExchangeLimits.of(20_000, 20_000, 20_000),
                    backend.port()))) {
      ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
      List<Thread> visitors = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        visitors.add(Thread.ofVirtual().start(() -> visit(gateway, failures, mostOpen)));
      }
      for (Thread visitor : visitors) {
        visitor.join();
      }
      assertThat(failures).isEmpty();
      int limit = requests == 0 ? connections : requests;
      assertThat(most.get()).isBetween(1, limit);
      if (connections > 0) {
        assertThat(mostOpen.get()).isBetween(1, connections);
      }
      await().until(() -> state(gateway).underWay(endpoint(gateway)) == 0);
      assertThat(state(gateway).pending().size()).isZero();
    }
  }

  private static Cluster.Endpoint endpoint(InProcessGateway gateway) {
    return state(gateway).cluster().endpoints().getFirst();
  }

  private static void visit(
      InProcessGateway gateway, ConcurrentLinkedQueue<String> failures, AtomicInteger mostOpen) {
    try (RawClient client = gateway.client()) {
      for (int n = 0; n < 20; n++) {
        int status = client.send(GET).read().status();
        mostOpen.accumulateAndGet(state(gateway).openAt(endpoint(gateway)), Math::max);
        if (status != 200) {
          failures.add("status " + status);
        }
      }
    } catch (IOException e) {
      failures.add(e.toString());
    }
  }
}
