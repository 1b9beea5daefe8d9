package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.traffic.CompletionReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a dying backend means for visitors. */
class RetryIT {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
  private static final String POST =
      "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 2\r\n\r\nhi";

  @Test
  void oneBackendOfTwoKilledUnderLoadFailsNoRequest() throws Exception {
    try (MockUpstream survivor = MockUpstream.answering("survivor");
        MockUpstream victim = MockUpstream.answering("victim");
        InProcessGateway gateway =
            InProcessGateway.start(
                InProcessGateway.route("a.example", survivor.port(), victim.port()))) {
      ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
      AtomicInteger answered = new AtomicInteger();
      AtomicBoolean stop = new AtomicBoolean();
      List<Thread> visitors = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        visitors.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      try (RawClient client = gateway.client()) {
                        while (!stop.get()) {
                          int status = client.send(GET).read().status();
                          answered.incrementAndGet();
                          if (status != 200) {
                            failures.add("status " + status);
                          }
                        }
                      } catch (IOException e) {
                        failures.add(e.toString());
                      }
                    }));
      }
      awaitAtLeast(answered, 500);
      assertThat(victim.requests()).isNotEmpty();
      victim.kill();
      awaitAtLeast(answered, answered.get() + 1_000);
      stop.set(true);
      for (Thread visitor : visitors) {
        visitor.join();
      }
      assertThat(failures).isEmpty();
      assertThat(gateway.events().reasons()).containsOnly(CompletionReason.COMPLETED);
    }
  }

  private static void awaitAtLeast(AtomicInteger counter, int count) {
    org.awaitility.Awaitility.await().until(() -> counter.get() >= count);
  }

  @Test
  void aConnectionThatWentStaleIsReplacedForRequestsThatMayBeRepeated() throws IOException {
    AtomicInteger connection = new AtomicInteger();
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  boolean first = connection.getAndIncrement() == 0;
                  socket.readRequest();
                  socket.ok("one");
                  socket.readRequest();
                  if (!first) {
                    socket.ok("two");
                  }
                });
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", backend.port()));
        RawClient client = gateway.client()) {
      assertThat(client.send(GET).read().body()).isEqualTo("one");
      assertThat(client.send(GET).read().body()).isEqualTo("one");
      assertThat(backend.connections()).isEqualTo(2);
    }
  }

  @Test
  void aRequestThatMayNotBeRepeatedIsSentOnce() throws IOException {
    try (MockUpstream breaking =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                });
        MockUpstream other =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                });
        InProcessGateway gateway =
            InProcessGateway.start(
                InProcessGateway.route("a.example", breaking.port(), other.port()));
        RawClient client = gateway.client()) {
      assertThat(client.send(POST).read().status()).isEqualTo(502);
      assertThat(breaking.requests().size() + other.requests().size()).isEqualTo(1);
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.UPSTREAM_RESET);
    }
  }

  @Test
  void aRequestWithABodyMovesOnWhenNothingTookTheConnection() throws IOException {
    MockUpstream gone = MockUpstream.answering("gone");
    int closedPort = gone.port();
    gone.kill();
    try (MockUpstream backend = MockUpstream.answering("here");
        InProcessGateway gateway =
            InProcessGateway.start(
                InProcessGateway.route("a.example", closedPort, backend.port()));
        RawClient client = gateway.client()) {
      for (int i = 0; i < 6; i++) {
        assertThat(client.send(POST).read().body()).isEqualTo("here");
      }
      assertThat(backend.requests()).allSatisfy(r -> assertThat(r.body()).isEqualTo("hi"));
    }
  }

  @Test
  void whenNoBackendTakesAConnectionTheVisitorIsTold() throws IOException {
    MockUpstream gone = MockUpstream.answering("gone");
    int closedPort = gone.port();
    gone.kill();
    try (InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", closedPort));
        RawClient client = gateway.client()) {
      assertThat(client.send(GET).read().status()).isEqualTo(502);
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.CONNECT_FAILED);
    }
  }

  @Test
  void tenantsNeverShareABackendsConnection() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("ok");
        InProcessGateway gateway = InProcessGateway.start();
        RawClient client = gateway.client()) {
      HttpRoute ours = InProcessGateway.route("a.example", backend.port());
      HttpRoute sameTenant = InProcessGateway.route("b.example", backend.port());
      HttpRoute theirs =
          new HttpRoute(
              "other/1",
              "tenant-b",
              Set.of("c.example"),
              "/",
              VisitorPolicy.SERVE,
              ours.cluster(),
              ours.limits());
      gateway.apply(ours, sameTenant, theirs);
      for (String host : List.of("a.example", "b.example", "c.example", "a.example")) {
        client.send(GET.replace("a.example", host));
        assertThat(client.read().status()).isEqualTo(200);
      }
      assertThat(backend.connections()).isEqualTo(2);
    }
  }

  @Test
  void thePolicyIsAskedWithTheResolvedAddressAtEveryConnectAndAfterEveryChange()
      throws IOException {
    ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    BackendPolicy refusing =
        (address, port) -> {
          asked.add(address.getHostAddress() + ":" + port);
          return new BackendPolicy.Verdict.Refused("loopback", "not here");
        };
    try (MockUpstream backend = MockUpstream.answering("secret");
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", backend.port()));
        RawClient client = gateway.client()) {
      assertThat(client.send(GET).read().status()).isEqualTo(200);
      gateway.with(refusing).apply(InProcessGateway.route("a.example", backend.port()));

      assertThat(client.send(GET).read().status()).isEqualTo(502);
      assertThat(asked).contains("127.0.0.1:" + backend.port());
      assertThat(backend.requests()).hasSize(1);
      gateway.events().awaitCount(2);
      assertThat(gateway.events().reasons())
          .containsExactly(CompletionReason.COMPLETED, CompletionReason.REFUSED_BY_POLICY);
    }
  }
}
