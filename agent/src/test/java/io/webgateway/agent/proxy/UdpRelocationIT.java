package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.UdpBackend;
import io.webgateway.agent.proxy.fixture.UdpClient;
import io.webgateway.agent.proxy.fixture.UdpGateway;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.hold.HoldEnd;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.FlowDrop;
import io.webgateway.model.workload.policy.BackendLoss;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Backends of datagrams move, and the flows of a workload that waits go on. */
class UdpRelocationIT {
  private static UdpRoute waiting(long holdMillis, int... ports) {
    return UdpGateway.under(
        TrafficPolicy.UNCHECKED.with(new BackendLoss.Wait(holdMillis, 1_000, false, 0)),
        UdpGateway.route(ports));
  }

  private static int freePort() throws IOException {
    try (UdpBackend gone = UdpBackend.echo()) {
      return gone.port();
    }
  }

  @Test
  void whatIsSentWhileNobodyListensIsAnsweredWhenABackendComesBack() throws IOException {
    int port = freePort();
    try (UdpGateway gateway = UdpGateway.start(waiting(20_000, port));
        UdpClient client = UdpClient.to(gateway.port())) {
      client.send("a");
      await().until(() -> gateway.holds().now() == 1);
      try (UdpBackend back = UdpBackend.named("back", port)) {
        assertThat(client.receiveText()).isEqualTo("back:a");
        assertThat(client.ask("c")).isEqualTo("back:c");
        assertThat(back.senders()).isPositive();
      }
      await().until(() -> gateway.holds().now() == 0);
      assertThat(gateway.counters().openFlows()).isEqualTo(1);
      assertThat(gateway.events().all()).as("the flow is the same all the time").isEmpty();
    }
  }

  @Test
  void whatIsSentWhileNobodyListensGoesToWhereAnEditMovesTheBackend() throws IOException {
    int port = freePort();
    try (UdpGateway gateway = UdpGateway.start(waiting(20_000, port));
        UdpClient client = UdpClient.to(gateway.port());
        UdpBackend next = UdpBackend.named("next")) {
      client.send("a");
      await().until(() -> gateway.holds().now() == 1);
      gateway.apply(waiting(20_000, next.port()));
      assertThat(client.receiveText()).isEqualTo("next:a");
    }
  }

  @Test
  void flowsUnderLoadGoOnThroughMovesAndARestartAndNoneEnds() throws IOException {
    UdpBackend first = UdpBackend.echo();
    UdpBackend second = UdpBackend.echo();
    int port = second.port();
    List<UdpClient> clients = new ArrayList<>();
    try (UdpGateway gateway = UdpGateway.start(waiting(20_000, first.port()))) {
      for (int i = 0; i < 20; i++) {
        clients.add(UdpClient.to(gateway.port()));
      }
      everyoneIsAnswered(clients, "before");
      gateway.apply(waiting(20_000, port));
      everyoneIsAnswered(clients, "moved by an edit");
      first.close();
      everyoneIsAnswered(clients, "the old one is gone");
      second.close();
      for (UdpClient client : clients) {
        client.send("lost, for it finds out");
      }
      try (UdpBackend again = UdpBackend.startOn(port, List::of)) {
        for (UdpClient client : clients) {
          client.askUntilAnswered("restarted at the same port");
        }
        assertThat(again.senders()).isGreaterThanOrEqualTo(clients.size());
      }
      assertThat(gateway.counters().openFlows()).isEqualTo(clients.size());
      assertThat(gateway.events().all()).isEmpty();
    } finally {
      clients.forEach(UdpClient::close);
    }
  }

  private static void everyoneIsAnswered(List<UdpClient> clients, String text) throws IOException {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < clients.size(); i++) {
        clients.get(i).send(text + i + "/" + round);
      }
      for (int i = 0; i < clients.size(); i++) {
        assertThat(clients.get(i).receiveText()).isEqualTo(text + i + "/" + round);
      }
    }
  }

  @Test
  void aFlowThatWaitsInVainEndsAndSaysSo() throws IOException {
    try (UdpGateway gateway = UdpGateway.start(waiting(300, freePort()));
        UdpClient client = UdpClient.to(gateway.port())) {
      client.send("anybody?");
      assertThat(gateway.awaitFlows(1).getFirst().reason())
          .isEqualTo(CompletionReason.HOLD_EXPIRED);
      assertThat(gateway.dropped(FlowDrop.NOT_OPENED)).isEqualTo(1);
      assertThat(gateway.holds().ended()).containsEntry(HoldEnd.EXPIRED, 1L);
    }
  }
}
