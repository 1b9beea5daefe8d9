package io.webgateway.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.status.Condition;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import io.webgateway.wire.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node does when the ledger's store lies to it: it goes on serving what it accepted. */
class HostileStoreIT {
  @TempDir Path directory;
  private NodeWorld world;
  private SigningKey alice;

  @BeforeEach
  void serveBlog() throws Exception {
    world = new NodeWorld(directory);
    alice = world.tenantWith("blog");
    world.publish("blog", alice);
    awaitStatus("blog", 200);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aPublishedWorkloadIsServedAndSaysSo() {
    await()
        .untilAsserted(
            () -> {
              assertThat(status(ConditionType.ACCEPTED)).isEqualTo(ConditionStatus.TRUE);
              assertThat(status(ConditionType.CERTIFICATE_READY)).isEqualTo(ConditionStatus.TRUE);
              assertThat(status(ConditionType.SERVING)).isEqualTo(ConditionStatus.TRUE);
              assertThat(status(ConditionType.DNS_READY)).isEqualTo(ConditionStatus.UNKNOWN);
              assertThat(status(ConditionType.BACKENDS_HEALTHY)).isEqualTo(ConditionStatus.TRUE);
            });
  }

  @Test
  void theNodeSignsAStatusOntoTheLedger() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> world.ledger.latest(RecordKey.status("blog", "web", world.nodeId())).isPresent());
  }

  @Test
  void aDeletedNameAndWorkloadAreServedOnAndTold() {
    world.seen.delete("name/blog").delete("workload/blog/web");
    world.reconciler.wake();
    awaitDivergence("workload/blog/web");
    awaitDivergence("name/blog");
    assertThat(world.visit("blog")).isEqualTo(200);
  }

  @Test
  void aNameThatIsWoundBackIsServedAsItWasAcceptedLast() {
    world.release("blog", alice);
    awaitStatus("blog", 404);
    world.seen.rollBackToFirst("name/blog");
    awaitDivergence("name/blog");
    assertThat(world.visit("blog")).isEqualTo(404);
  }

  @Test
  void anotherRecordUnderTheSameVersionIsIgnoredAndTold() {
    SigningKey thief = world.ledger.identity();
    String forged = world.forgedName("blog", thief);
    world.seen.fork("name/blog", forged);
    world.reconciler.wake();
    awaitDivergence("name/blog");
    assertThat(world.visit("blog")).isEqualTo(200);
  }

  @Test
  void withoutTheLedgerTheNodeServesOnEvenAfterARestart() {
    world.seen.unreachable();
    world.stopNode();
    world.startNode();
    awaitStatus("blog", 200);
    assertThat(world.reconciler.state().reachable()).isFalse();
  }

  @Test
  void whatWasHeldBackIsCaughtUpWith() {
    world.seen.delay("at/");
    world.delete("blog", alice);
    assertThat(world.visit("blog")).isEqualTo(200);
    world.seen.release();
    awaitStatus("blog", 404);
  }

  @Test
  void changesInTheWrongOrderEndInTheSameState() {
    world.seen.reorder(3);
    SigningKey bob = world.tenantWith("shop");
    world.publish("shop", bob);
    world.delete("blog", alice);
    world.seen.behave();
    awaitStatus("shop", 200);
    awaitStatus("blog", 404);
  }

  @Test
  void onlyASignedReleaseEndsARoute() {
    world.release("blog", alice);
    awaitStatus("blog", 404);
    assertThat(world.reconciler.state().divergences()).isEmpty();
  }

  private void awaitStatus(String namespace, int status) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(world.visit(namespace)).isEqualTo(status));
  }

  private void awaitDivergence(String key) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              world.reconciler.lookAtEverything();
              assertThat(world.reconciler.state().divergences()).containsKey(key);
            });
  }

  private ConditionStatus status(ConditionType type) {
    return world.board.conditions("blog/web").stream()
        .filter(c -> c.type() == type)
        .map(Condition::status)
        .findFirst()
        .orElse(ConditionStatus.FALSE);
  }
}
