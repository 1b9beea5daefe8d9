package io.webgateway.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.admission.DoorWorld;
import io.webgateway.model.ledger.DomainBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import io.webgateway.wire.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDomainIT {
  @TempDir Path directory;

  @Test
  void aClaimedDomainThatNobodyHasProvedIsNotServedAndSaysSo() throws Exception {
    try (NodeWorld world = new NodeWorld(directory)) {
      SigningKey alice = world.tenantWith("blog");
      DomainBody claim = new DomainBody(alice.identity(), "blog", 1, false);
      DoorWorld.expectAccepted(
          world.ledger.submit(
              world.ledger.next(RecordKey.domain("www.example.org"), claim, alice)));
      world.publish("blog", alice, List.of("www.example.org"));
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(world.board.conditions("blog/web"))
                      .filteredOn(c -> c.type() == ConditionType.ACCEPTED)
                      .singleElement()
                      .satisfies(
                          c -> {
                            assertThat(c.status()).isEqualTo(ConditionStatus.FALSE);
                            assertThat(c.reason()).isEqualTo("DomainNotProved");
                          }));
      assertThat(world.visitHost("www.example.org")).isEqualTo(404);
    }
  }
}
