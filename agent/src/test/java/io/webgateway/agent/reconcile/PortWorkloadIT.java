package io.webgateway.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.routing.TcpRoute;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.policy.StreamTls;
import io.webgateway.agent.routing.policy.TlsVersion;
import io.webgateway.model.status.Condition;
import io.webgateway.model.status.ConditionType;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.TcpSettings;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.UdpSettings;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.policy.TrafficPolicy;
import io.webgateway.wire.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortWorkloadIT {
  private static final TcpSettings TLS_ENDED =
      new TcpSettings(
          new TcpSettings.VisitorSide.Terminated(
              VisitorTls.Version.TLS_1_3, new ClientCertificatePolicy.Off()),
          new BackendTls.Off());

  @TempDir Path directory;

  private static Placement place(String name, String id) {
    return new Placement(name, id, List.of(NodeWorld.POOL));
  }

  private static List<Backend> backends(NodeWorld world) {
    return List.of(Backend.of("127.0.0.1:" + world.backendPort()));
  }

  private static String told(NodeWorld world, String workload, ConditionType type) {
    return world.board.conditions(workload).stream()
        .filter(c -> c.type() == type)
        .map(Condition::reason)
        .findFirst()
        .orElse("nothing");
  }

  private static void awaitAccepted(NodeWorld world, String workload) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> told(world, workload, ConditionType.ACCEPTED).equals("Accepted"));
  }

  @Test
  void aTcpForwardBecomesTheRouteOfItsPort() throws Exception {
    try (NodeWorld world = new NodeWorld(directory)) {
      SigningKey alice = world.tenantWith("store");
      world.publish(
          new Workload.TcpForward(
              place("store", "db"),
              25_432,
              TLS_ENDED,
              backends(world),
              Timeouts.of(1_000, 60_000, 90_000),
              TrafficPolicy.DEFAULT),
          alice);

      awaitAccepted(world, "store/db");
      TcpRoute route = world.reconciler.table().orElseThrow().tcp("tcp/25432").orElseThrow();
      assertThat(route.workload()).isEqualTo("store/db");
      assertThat(route.tenant()).isEqualTo(alice.identity().value());
      assertThat(route.limits().idleTimeoutMillis()).isEqualTo(90_000);
      assertThat(route.cluster().policy()).isEqualTo(TrafficPolicy.DEFAULT);
      assertThat(route.tls())
          .isInstanceOfSatisfying(
              StreamTls.Terminated.class,
              ended -> {
                assertThat(ended.host()).isEqualTo("store." + NodeWorld.POOL);
                assertThat(ended.policy().minVersion()).isEqualTo(TlsVersion.TLS_1_3);
              });
      assertThat(told(world, "store/db", ConditionType.CERTIFICATE_READY)).isEqualTo("Ready");
    }
  }

  @Test
  void aUdpForwardBecomesTheRouteOfItsPortBesideTcpOnTheSameNumber() throws Exception {
    try (NodeWorld world = new NodeWorld(directory)) {
      SigningKey alice = world.tenantWith("names");
      world.publish(
          new Workload.TcpForward(place("names", "tcp"), 25_353, backends(world), Timeouts.DEFAULT),
          alice);
      world.publish(
          new Workload.UdpForward(
              place("names", "udp"),
              25_353,
              new UdpSettings(5, 2, 70_000, 4, true),
              backends(world),
              Timeouts.DEFAULT,
              TrafficPolicy.UNCHECKED),
          alice);

      awaitAccepted(world, "names/tcp");
      awaitAccepted(world, "names/udp");
      UdpRoute route = world.reconciler.table().orElseThrow().udp("udp/25353").orElseThrow();
      assertThat(route.workload()).isEqualTo("names/udp");
      assertThat(route.limits().maxFlows()).isEqualTo(5);
      assertThat(route.limits().maxFlowsPerClient()).isEqualTo(2);
      assertThat(route.limits().lifetimeMillis()).isEqualTo(70_000);
      assertThat(route.limits().amplification()).isEqualTo(4);
      assertThat(route.limits().oneWay()).isTrue();
      assertThat(world.reconciler.table().orElseThrow().listeners())
          .extracting(listener -> listener.name())
          .contains("tcp/25353", "udp/25353");
      assertThat(told(world, "names/udp", ConditionType.CERTIFICATE_READY)).isEqualTo("NotNeeded");
    }
  }
}
