package io.webgateway.bench.change.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.bench.change.sample.Ports;
import io.webgateway.bench.change.side.EditDice.Edit;
import io.webgateway.bench.change.visit.Target;
import io.webgateway.wire.Json;
import io.webgateway.wire.document.WorkloadDocument;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EditDiceTest {
  private final OurDocuments documents =
      new OurDocuments(new Target(Place.HOST, 1, 2, 3, 4), new Ports(5, 6, 7));

  @Test
  void everyEditIsAWorkloadThatCanBePublished() {
    EditDice dice = new EditDice(new Random(1));
    for (int i = 0; i < 2_000; i++) {
      Map<String, Object> document =
          switch (dice.roll()) {
            case Edit.Fields fields -> documents.edit(fields.workload(), fields.settings());
            case Edit.ExtraPath path -> documents.extra(path.prefix());
          };
      assertThat(WorkloadDocument.read(Json.toTree(document)))
          .isInstanceOf(WorkloadDocument.Parsed.class);
    }
  }

  @Test
  void everythingThatAWorkloadHasIsEdited() {
    EditDice dice = new EditDice(new Random(1));
    TreeSet<String> seen = new TreeSet<>();
    for (int i = 0; i < 2_000; i++) {
      switch (dice.roll()) {
        case Edit.Fields fields ->
            fields.settings().forEach(s -> seen.add(fields.workload() + "." + s.field()));
        case Edit.ExtraPath path -> seen.add("path " + path.isThere());
      }
    }
    assertThat(seen)
        .contains("web.tls", "web.hosts", "web.limits", "web.timeouts", "web.health")
        .contains("web.balancing", "web.weight", "web.circuit", "web.retries", "web.onBackendLoss")
        .contains("tcp.timeouts", "tcp.weight", "tcp.limits", "udp.flows", "udp.onBackendLoss")
        .contains("path true", "path false");
  }

  @Test
  void theSameSeedDrawsTheSameEdits() {
    EditDice one = new EditDice(new Random(7));
    EditDice other = new EditDice(new Random(7));
    for (int i = 0; i < 100; i++) {
      assertThat(one.roll()).hasToString(other.roll().toString());
    }
  }

  @Test
  void anEditKeepsTheEditsBefore() {
    documents.edit("tcp", List.of(new EditDice.Setting("weight", 9)));
    Map<String, Object> document =
        documents.edit("tcp", List.of(new EditDice.Setting("circuit", Map.of("maxPending", 1))));
    assertThat(document).containsKey("circuit");
    assertThat(String.valueOf(document.get("backends"))).contains("weight=9", "127.0.0.1:6");
  }
}
