package io.webgateway.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.RouteMatch;
import io.webgateway.agent.routing.policy.ClientCertificates;
import io.webgateway.model.status.Condition;
import io.webgateway.model.status.ConditionType;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.wire.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsIT {
  @TempDir Path directory;

  @Test
  void settingsReachTheRouteTableAndABadOneIsNotAcceptedWithItsReason() throws Exception {
    try (NodeWorld world = new NodeWorld(directory)) {
      SigningKey alice = world.tenantWith("blog");
      world.publish("blog", alice, asking("nonsense"), Timeouts.DEFAULT);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertAccepted(world, "SealedPartInvalid"));
      assertThat(world.board.conditions("blog/web"))
          .filteredOn(c -> c.type() == ConditionType.ACCEPTED)
          .singleElement()
          .satisfies(c -> assertThat(c.message()).contains("/tls/clientCertificates/ca"));
      world.publish("blog", alice, asking(PemSamples.AUTHORITY), new Timeouts(1, 2, 3, 4, 5));
      HttpRoute route =
          await()
              .atMost(Duration.ofSeconds(20))
              .until(() -> route(world), Optional::isPresent)
              .orElseThrow();
      assertThat(route.visitors().tls().clientCertificates())
          .isInstanceOf(ClientCertificates.Required.class);
      assertThat(route.limits())
          .isEqualTo(
              new ExchangeLimits(1, 2, 3, 4, HttpSettings.DEFAULT.minBodyBytesPerSecond(), 5));
    }
  }

  private static void assertAccepted(NodeWorld world, String reason) {
    assertThat(world.board.conditions("blog/web"))
        .filteredOn(c -> c.type() == ConditionType.ACCEPTED)
        .extracting(Condition::reason)
        .containsExactly(reason);
  }

  private static Optional<HttpRoute> route(NodeWorld world) {
    return world
        .reconciler
        .table()
        .map(table -> table.match("blog." + NodeWorld.POOL, "/"))
        .filter(RouteMatch.Found.class::isInstance)
        .map(found -> ((RouteMatch.Found) found).route());
  }

  private static HttpSettings asking(String ca) {
    return HttpSettings.DEFAULT.with(
        new VisitorTls(
            VisitorTls.Version.TLS_1_2,
            new ClientCertificatePolicy.Required(ca),
            VisitorTls.Hsts.OFF));
  }
}
