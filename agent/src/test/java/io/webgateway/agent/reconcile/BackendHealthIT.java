package io.webgateway.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.observe.StatusEvent;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.ServerProcess;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.StatusBody;
import io.webgateway.model.status.Condition;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import io.webgateway.model.status.PublishedCondition;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.PlainHttpPolicy;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.TrafficPolicy;
import io.webgateway.wire.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** From a backend that dies to what people are told of it. */
class BackendHealthIT {
  private static final TrafficPolicy CHECKED =
      TrafficPolicy.DEFAULT.with(
          new HealthPolicy(
              HealthPolicy.ActiveCheck.Http.DEFAULT,
              new HealthPolicy.Schedule(500, 400, 1, 2, 0),
              HealthPolicy.Ejection.DEFAULT));

  @TempDir Path directory;

  private static Workload shop(int... ports) {
    List<Backend> backends =
        java.util.Arrays.stream(ports).mapToObj(port -> Backend.of("127.0.0.1:" + port)).toList();
    return new Workload.HttpService(
        new Placement("shop", "web", List.of(NodeWorld.POOL)),
        List.of(),
        "/",
        HttpSettings.of(PlainHttpPolicy.SERVE),
        backends,
        Timeouts.DEFAULT,
        CHECKED);
  }

  private static Condition told(NodeWorld world) {
    return world.board.conditions("shop/web").stream()
        .filter(c -> c.type() == ConditionType.BACKENDS_HEALTHY)
        .findFirst()
        .orElseThrow();
  }

  private static Condition awaitTold(NodeWorld world, Predicate<Condition> expected) {
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> expected.test(told(world)));
    return told(world);
  }

  @Test
  void theConditionSaysWhichBackendIsDownSinceWhenAndWhyAndSaysWhenItIsBack() throws Exception {
    int port = ServerProcess.freePort();
    try (NodeWorld world = new NodeWorld(directory, port)) {
      MockUpstream second = MockUpstream.startOn(port, MockUpstream.answers("hello"));
      SigningKey alice = world.tenantWith("shop");
      world.publish(shop(world.backendPort(), port), alice);
      Condition well = awaitTold(world, c -> c.status() == ConditionStatus.TRUE);
      assertThat(well.message()).isEqualTo("2 of 2 backends are healthy");

      long before = world.board.latestSequence();
      second.kill();
      Condition down = awaitTold(world, c -> c.reason().equals("BackendDown"));
      assertThat(down.status()).isEqualTo(ConditionStatus.FALSE);
      assertThat(down.message())
          .matches(
              "1 of 2 backends is down: 127\\.0\\.0\\.1:"
                  + port
                  + " since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC: refused the connection");
      assertThat(down.since()).isAfter(well.since());
      assertThat(world.board.after(before).events())
          .as("whoever listens is told, once")
          .filteredOn(event -> says(event, "BackendDown"))
          .hasSize(1);
      assertThat(world.visit("shop")).isEqualTo(200);

      try (MockUpstream back = MockUpstream.startOn(port, MockUpstream.answers("hello"))) {
        awaitTold(world, c -> c.message().equals("2 of 2 backends are healthy"));
        assertThat(back.connections()).isPositive();
      }
    }
  }

  private static boolean says(StatusEvent event, String reason) {
    return event instanceof StatusEvent.Changed changed
        && changed.status().conditions().stream().anyMatch(c -> c.reason().equals(reason));
  }

  /** The ledger is told at most every ten seconds, so this takes as long. */
  @Test
  @EnabledIfEnvironmentVariable(named = "WEBGW_TEST_ALL", matches = "1")
  void whenNoneIsLeftTheLedgerIsToldTheCodeAndNoAddress() throws Exception {
    int port = ServerProcess.freePort();
    try (NodeWorld world = new NodeWorld(directory, port)) {
      SigningKey alice = world.tenantWith("shop");
      world.publish(shop(port), alice);
      Condition down = awaitTold(world, c -> c.status() == ConditionStatus.FALSE);
      assertThat(down.reason()).isEqualTo("AllBackendsDown");
      assertThat(down.message()).startsWith("The only backend is down: 127.0.0.1:" + port);
      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(published(world)).isEqualTo("FALSE AllBackendsDown"));
    }
  }

  private static String published(NodeWorld world) {
    StatusBody body =
        (StatusBody)
            world
                .ledger
                .latest(RecordKey.status("shop", "web", world.nodeId()))
                .orElseThrow()
                .body();
    PublishedCondition condition =
        body.conditions().stream()
            .filter(c -> c.type() == ConditionType.BACKENDS_HEALTHY)
            .findFirst()
            .orElseThrow();
    return condition.status() + " " + condition.reason();
  }
}
