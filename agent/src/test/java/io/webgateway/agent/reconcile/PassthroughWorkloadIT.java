package io.webgateway.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.routing.TlsDecision;
import io.webgateway.model.status.Condition;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import io.webgateway.wire.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassthroughWorkloadIT {
  @TempDir Path directory;

  private static String told(NodeWorld world, String workload, ConditionType type) {
    return world.board.conditions(workload).stream()
        .filter(c -> c.type() == type)
        .findFirst()
        .map(PassthroughWorkloadIT::text)
        .orElse("nothing");
  }

  private static String text(Condition condition) {
    return condition.status() + " " + condition.reason();
  }

  private static void awaitTold(
      NodeWorld world, String workload, ConditionType type, ConditionStatus status, String reason) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(told(world, workload, type)).isEqualTo(status + " " + reason));
  }

  private static TlsDecision tls(NodeWorld world, String serverName) {
    return world.reconciler.table().orElseThrow().tls(serverName);
  }

  @Test
  void isServedByItsServerNameAndSaysThatItNeedsNoCertificate() throws Exception {
    try (NodeWorld world = new NodeWorld(directory)) {
      SigningKey alice = world.tenantWith("vault");
      world.publishPassthrough("vault", "tls", "127.0.0.1:" + world.backendPort(), alice);

      awaitTold(world, "vault/tls", ConditionType.SERVING, ConditionStatus.TRUE, "Serving");
      assertThat(told(world, "vault/tls", ConditionType.ACCEPTED)).isEqualTo("TRUE Accepted");
      assertThat(told(world, "vault/tls", ConditionType.CERTIFICATE_READY))
          .isEqualTo("TRUE NotNeeded");
      assertThat(tls(world, "vault." + NodeWorld.POOL))
          .isInstanceOfSatisfying(
              TlsDecision.Passthrough.class,
              p -> assertThat(p.route().workload()).isEqualTo("vault/tls"));
      assertThat(world.reconciler.table().orElseThrow().terminations())
          .as("none is issued for it")
          .isEmpty();
      assertThat(world.visit("vault")).as("in clear").isEqualTo(404);
    }
  }

  @Test
  void aBackendThatIsRefusedIsRefusedHereToo() throws Exception {
    try (NodeWorld world = new NodeWorld(directory)) {
      SigningKey alice = world.tenantWith("vault");
      world.publishPassthrough("vault", "tls", "127.0.0.1:1", alice);

      awaitTold(
          world, "vault/tls", ConditionType.ACCEPTED, ConditionStatus.FALSE, "BackendRefused");
      assertThat(tls(world, "vault." + NodeWorld.POOL)).isInstanceOf(TlsDecision.Reject.class);
    }
  }

  @Test
  void twoKindsOnOneHostConflictAndTheSecondByNameSaysSo() throws Exception {
    try (NodeWorld world = new NodeWorld(directory)) {
      SigningKey alice = world.tenantWith("both");
      world.publish("both", alice);
      world.publishPassthrough("both", "x-tls", "127.0.0.1:" + world.backendPort(), alice);

      awaitTold(world, "both/x-tls", ConditionType.SERVING, ConditionStatus.FALSE, "RouteConflict");
      assertThat(told(world, "both/web", ConditionType.SERVING)).isEqualTo("TRUE Serving");
      assertThat(world.visit("both")).isEqualTo(200);
    }
  }
}
