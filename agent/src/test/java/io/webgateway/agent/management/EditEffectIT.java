package io.webgateway.agent.management;

import static io.webgateway.agent.management.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.admission.Submission;
import io.webgateway.agent.routing.ServedTable;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A rehearsed edit says what it would end on this node, to nobody but who can sign it. */
class EditEffectIT {
  private static final String REHEARSED = "/v1/workloads/blog/web?dryRun=true";

  @TempDir Path directory;

  private static String body(Submission submission) {
    return submission.records().getFirst().compact() + "\n" + submission.sealed().orElseThrow();
  }

  @Test
  void aSignedEditIsToldItsEffectAndADraftIsNot() throws IOException {
    try (ManagementWorld world = new ManagementWorld(directory);
        ApiClient client = new ApiClient(world)) {
      SigningKey owner = world.tenantWith("blog");
      Submission next = world.workload("blog", owner);
      HttpResponse<String> before = client.call("PUT", REHEARSED).record(body(next)).send();
      assertThat(json(before).path("wouldBeAccepted").asBoolean(false)).as(before.body()).isTrue();
      assertThat(json(before).has("effect")).as("nothing is served yet").isFalse();

      world.routes.set(
          Optional.of(ServedTable.of("blog/web", owner.identity().value(), "400::1", 80)));
      JsonNode effect =
          json(client.call("PUT", REHEARSED).record(body(next)).send()).path("effect");
      assertThat(effect.path("ends").size()).isZero();
      assertThat(effect.path("stays").path("connections").asInt()).isEqualTo(10);

      HttpResponse<String> draft =
          client
              .call("PUT", REHEARSED)
              .record(RecordCodec.payload(next.records().getFirst().record()))
              .header("Content-Type", "application/json")
              .send();
      assertThat(json(draft).has("effect")).as(draft.body()).isFalse();

      SigningKey stranger = world.ledger.identity();
      HttpResponse<String> forged =
          client.call("PUT", REHEARSED).record(body(world.workload("blog", stranger))).send();
      assertThat(forged.statusCode()).isGreaterThanOrEqualTo(400);
      assertThat(forged.body()).doesNotContain("\"stays\"");
    }
  }
}
