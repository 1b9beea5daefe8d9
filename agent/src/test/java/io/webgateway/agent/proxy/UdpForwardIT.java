package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.UdpBackend;
import io.webgateway.agent.proxy.fixture.UdpClient;
import io.webgateway.agent.proxy.fixture.UdpGateway;
import io.webgateway.agent.proxy.listener.ListenerState;
import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.FlowLimits;
import io.webgateway.agent.routing.Listener;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.FlowDrop;
import io.webgateway.model.traffic.TrafficEvent.UdpFlow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagrams through a whole data plane, to backends that do what a test wants. */
class UdpForwardIT {
  private static final FlowLimits NO_CAP = new FlowLimits(30_000, 0, 10_000, 1_000, 0, false);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyClientGetsItsOwnAnswers(boolean nativeTransport) throws IOException {
    try (UdpBackend backend = UdpBackend.echo();
        UdpGateway gateway =
            UdpGateway.start(loopback(), nativeTransport, UdpGateway.route(backend.port()))) {
      List<UdpClient> clients = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        clients.add(UdpClient.to(gateway.port()));
      }
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < clients.size(); i++) {
          clients.get(i).send(i + "/" + round);
        }
        for (int i = 0; i < clients.size(); i++) {
          assertThat(clients.get(i).receiveText()).isEqualTo(i + "/" + round);
        }
      }
      assertThat(backend.senders()).as("a flow has one socket").isEqualTo(100);
      assertThat(gateway.counters().openFlows()).isEqualTo(100);
      gateway.apply();
      assertThat(gateway.awaitFlows(100))
          .allSatisfy(
              flow -> {
                assertThat(flow.reason()).isEqualTo(CompletionReason.ROUTE_REMOVED);
                assertThat(flow.clientDatagrams()).isEqualTo(3);
                assertThat(flow.backendDatagrams()).isEqualTo(3);
                assertThat(flow.clientBytes()).isEqualTo(flow.backendBytes()).isPositive();
                assertThat(flow.endpoint()).isEqualTo("127.0.0.1:" + backend.port());
                assertThat(flow.clientAddress()).isEqualTo("127.0.0.1");
              });
      clients.forEach(UdpClient::close);
    }
  }

  @Test
  void emptyAndLargestDatagramsPassBothWays() throws IOException {
    byte[] largest = new byte[65_507];
    for (int i = 0; i < largest.length; i++) {
      largest[i] = (byte) (i * 31);
    }
    try (UdpBackend backend = UdpBackend.echo();
        UdpGateway gateway = UdpGateway.start(UdpGateway.route(backend.port()));
        UdpClient client = UdpClient.to(gateway.port())) {
      for (byte[] datagram : List.of(new byte[0], largest, new byte[1], new byte[0], largest)) {
        client.send(datagram);
        assertThat(client.receive()).isEqualTo(datagram);
      }
    }
  }

  @Test
  void aFlowStaysWithItsBackendAndMovesWhenThatDies() throws IOException {
    UdpBackend first = UdpBackend.named("one");
    try (UdpBackend second = UdpBackend.named("two");
        UdpGateway gateway = UdpGateway.start(UdpGateway.route(first.port(), second.port()))) {
      List<UdpClient> clients = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < 6; i++) {
        UdpClient client = UdpClient.to(gateway.port());
        String answer = client.ask("a");
        assertThat(client.ask("a")).isEqualTo(answer);
        seen.add(answer);
        clients.add(client);
      }
      assertThat(seen).containsExactlyInAnyOrder("one:a", "two:a");
      first.close();
      for (UdpClient client : clients) {
        // The datagram that finds out that a busy flow's backend is dead is lost with it; a socket
        // that is being closed may take one more before.
        assertThat(client.askUntilAnswered("b")).isEqualTo("two:b");
      }
      try (UdpClient fresh = UdpClient.to(gateway.port())) {
        // A new flow's first datagram is kept until an answer comes, so it is not lost.
        assertThat(fresh.ask("c")).isEqualTo("two:c");
        assertThat(fresh.ask("d")).isEqualTo("two:d");
      }
      clients.forEach(UdpClient::close);
    }
  }

  @Test
  void whereNobodyListensTheFlowEndsAndSaysSo() throws IOException {
    int port;
    try (UdpBackend gone = UdpBackend.echo()) {
      port = gone.port();
    }
    try (UdpGateway gateway = UdpGateway.start(UdpGateway.route(port));
        UdpClient client = UdpClient.to(gateway.port())) {
      client.send("anybody?");
      assertThat(gateway.awaitFlows(1).getFirst().reason())
          .isEqualTo(CompletionReason.CONNECT_FAILED);
      UdpBackend back = UdpBackend.named("back", port);
      assertThat(client.ask("now?")).isEqualTo("back:now?");
      back.close();
    }
  }

  @Test
  void aBackendThatThePolicyForbidsGetsNothing() throws IOException {
    try (UdpBackend backend = UdpBackend.echo();
        UdpGateway gateway = UdpGateway.start();
        UdpClient client = UdpClient.to(gateway.port())) {
      gateway.with((a, p) -> new BackendPolicy.Verdict.Refused("loopback", "It is loopback."));
      gateway.apply(UdpGateway.route(backend.port()));
      client.send("hello");
      assertThat(gateway.awaitFlows(1).getFirst().reason())
          .isEqualTo(CompletionReason.REFUSED_BY_POLICY);
      assertThat(backend.received()).isEmpty();
      assertThat(gateway.dropped(FlowDrop.NOT_OPENED)).isEqualTo(1);
    }
  }

  @Test
  void aQuietFlowEndsAndAnOldOneToo() throws IOException {
    FlowLimits quiet = new FlowLimits(300, 0, 100, 100, 0, false);
    FlowLimits old = new FlowLimits(30_000, 300, 100, 100, 0, false);
    try (UdpBackend backend = UdpBackend.echo();
        UdpBackend silent = UdpBackend.silent();
        UdpGateway gateway = UdpGateway.start(UdpGateway.route("a/u", quiet, backend.port()));
        UdpClient client = UdpClient.to(gateway.port())) {
      client.ask("hello");
      assertThat(gateway.awaitFlows(1).getFirst().reason()).isEqualTo(CompletionReason.COMPLETED);
      gateway.apply(UdpGateway.route("a/u", quiet, silent.port()));
      client.send("hello");
      UdpFlow unanswered = gateway.awaitFlows(2).get(1);
      assertThat(unanswered.reason()).isEqualTo(CompletionReason.TUNNEL_IDLE);
      assertThat(unanswered.backendDatagrams()).isZero();
      gateway.apply(UdpGateway.route("a/u", old, backend.port()));
      client.ask("hello");
      assertThat(gateway.awaitFlows(3).get(2).reason()).isEqualTo(CompletionReason.FLOW_EXPIRED);
      assertThat(gateway.counters().openFlows()).isZero();
    }
  }

  @Test
  void flowsThatGetAnswersAreNotDrivenOutByOthers() throws IOException {
    FlowLimits two = new FlowLimits(30_000, 0, 2, 2, 0, false);
    try (UdpBackend backend = UdpBackend.echo();
        UdpGateway gateway = UdpGateway.start(UdpGateway.route("a/u", two, backend.port()));
        UdpClient first = UdpClient.to(gateway.port());
        UdpClient second = UdpClient.to(gateway.port());
        UdpClient third = UdpClient.to(gateway.port())) {
      for (UdpClient client : List.of(first, second)) {
        client.ask("a");
        client.ask("b"); // Now it has shown that it gets answers.
      }
      third.send("c");
      assertThat(third.hearsNothing()).isTrue();
      assertThat(gateway.dropped(FlowDrop.CLIENT_FULL)).isEqualTo(1);
      assertThat(first.ask("d")).isEqualTo("d");
      assertThat(second.ask("e")).isEqualTo("e");
      assertThat(gateway.counters().openFlows()).isEqualTo(2);
    }
  }

  @Test
  void noMoreThanTheCapGoesToWhoHasNotShownThatItGetsAnything() throws IOException {
    FlowLimits threefold = new FlowLimits(30_000, 0, 10, 10, 3, false);
    byte[] large = new byte[100];
    try (UdpBackend backend = UdpBackend.start(in -> Collections.nCopies(10, large));
        UdpGateway gateway = UdpGateway.start(UdpGateway.route("a/u", threefold, backend.port()));
        UdpClient client = UdpClient.to(gateway.port())) {
      client.send(new byte[100]);
      for (int i = 0; i < 3; i++) {
        assertThat(client.receive()).hasSize(100);
      }
      assertThat(client.hearsNothing()).isTrue();
      assertThat(gateway.dropped(FlowDrop.AMPLIFICATION)).isEqualTo(7);
      client.send(new byte[1]);
      for (int i = 0; i < 10; i++) {
        assertThat(client.receive()).hasSize(100);
      }
    }
  }

  @Test
  void aOneWayServiceSendsNothingBack() throws IOException {
    FlowLimits oneWay = new FlowLimits(200, 0, 10, 10, 3, true);
    try (UdpBackend backend = UdpBackend.echo();
        UdpGateway gateway = UdpGateway.start(UdpGateway.route("log/u", oneWay, backend.port()));
        UdpClient client = UdpClient.to(gateway.port())) {
      client.send("one");
      client.send("two");
      assertThat(client.hearsNothing()).isTrue();
      UdpFlow flow = gateway.awaitFlows(1).getFirst();
      assertThat(flow.reason()).isEqualTo(CompletionReason.COMPLETED);
      assertThat(flow.clientDatagrams()).isEqualTo(2);
      assertThat(flow.drops()).isEqualTo(2);
      assertThat(backend.received().stream().map(b -> new String(b, StandardCharsets.UTF_8)))
          .containsExactly("one", "two");
    }
  }

  @Test
  void anEditMovesFlowsAndARemovalEndsThem() throws IOException {
    try (UdpBackend first = UdpBackend.named("one");
        UdpBackend second = UdpBackend.named("two");
        UdpGateway gateway = UdpGateway.start(UdpGateway.route(first.port()));
        UdpClient client = UdpClient.to(gateway.port())) {
      assertThat(client.ask("a")).isEqualTo("one:a");
      gateway.apply(UdpGateway.route(first.port(), second.port()));
      assertThat(client.ask("b")).isEqualTo("one:b");
      gateway.apply(UdpGateway.route(second.port()));
      assertThat(client.ask("c")).isEqualTo("two:c");
      assertThat(gateway.events().all()).as("it is the same flow").isEmpty();
      gateway.apply(UdpGateway.route("other/u", NO_CAP, first.port()));
      assertThat(client.ask("d")).isEqualTo("one:d");
      assertThat(gateway.awaitFlows(1).getFirst().workload()).isEqualTo("game/udp");
      gateway.apply();
      assertThat(gateway.awaitFlows(2).get(1).workload()).isEqualTo("other/u");
      client.send("e");
      assertThat(client.hearsNothing()).isTrue();
      assertThat(gateway.dropped(FlowDrop.NO_ROUTE)).isEqualTo(1);
      gateway.apply(UdpGateway.route(first.port()));
      assertThat(client.ask("f")).isEqualTo("one:f");
    }
  }

  @Test
  void aPortThatIsTakenIsReportedAndOneThatWasLeftCanBeTakenAgain() throws IOException {
    try (UdpBackend other = UdpBackend.echo();
        UdpGateway gateway = UdpGateway.start(UdpGateway.route(other.port()));
        UdpClient client = UdpClient.to(gateway.port())) {
      InetSocketAddress ours = new InetSocketAddress(loopback().getAddress(), gateway.port());
      try (UdpGateway second = UdpGateway.start(ours, true)) {
        assertThat(second.apply().listeners().get(UdpGateway.LISTENER))
            .isInstanceOf(ListenerState.Failed.class)
            .asString()
            .contains("Another program listens on", ":" + gateway.port());
      }
      assertThat(client.ask("still here?")).isEqualTo("still here?");
      List<Listener> fixed =
          List.of(new Listener(UdpGateway.LISTENER, ours, Listener.Protocol.UDP));
      gateway.apply(List.of());
      await()
          .until(
              () ->
                  gateway
                          .apply(fixed, UdpGateway.route(other.port()))
                          .listeners()
                          .get(UdpGateway.LISTENER)
                      instanceof ListenerState.Bound);
      assertThat(client.ask("again?")).isEqualTo("again?");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "127.8.9.10", "::1"})
  void anAnswerComesFromTheAddressThatWasAsked(String asked) throws IOException {
    InetSocketAddress everywhere = new InetSocketAddress(InetAddress.ofLiteral("::"), 0);
    try (UdpBackend backend = UdpBackend.echo();
        UdpGateway gateway = UdpGateway.start(everywhere, true, UdpGateway.route(backend.port()));
        UdpClient first =
            UdpClient.to(new InetSocketAddress(InetAddress.getByName(asked), gateway.port()));
        UdpClient second =
            UdpClient.to(new InetSocketAddress(InetAddress.getByName(asked), gateway.port()))) {
      for (UdpClient client : List.of(first, second)) {
        for (int i = 0; i < 20; i++) {
          assertThat(client.ask("here " + i)).isEqualTo("here " + i);
        }
      }
      // Each may have found its address's own sockets half opened at first.
      assertThat(gateway.counters().openFlows()).isBetween(2L, 4L);
    }
  }

  @Test
  void allAddressesOfIpv4AreNoneOfIpv6() throws IOException {
    InetSocketAddress everywhere = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0);
    try (UdpBackend backend = UdpBackend.echo();
        UdpGateway gateway = UdpGateway.start(everywhere, true, UdpGateway.route(backend.port()));
        UdpClient four =
            UdpClient.to(
                new InetSocketAddress(InetAddress.ofLiteral("127.8.9.10"), gateway.port()));
        UdpClient six =
            UdpClient.to(new InetSocketAddress(InetAddress.ofLiteral("::1"), gateway.port()))) {
      assertThat(four.ask("here")).isEqualTo("here");
      six.send("here");
      assertThat(six.hearsNothing()).isTrue();
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
