package io.webgateway.agent.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.admission.DoorWorld;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.status.Condition;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import io.webgateway.wire.SigningKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsIT {
  @TempDir Path directory;
  private ManagementWorld world;
  private ApiClient client;
  private SigningKey owner;

  @BeforeEach
  void open() throws IOException {
    world = new ManagementWorld(directory);
    client = new ApiClient(world);
    owner = world.tenantWith("blog");
  }

  @AfterEach
  void close() {
    client.close();
    world.close();
  }

  @Test
  void aChangeReachesItsOwnerWithItsMessage() throws Exception {
    try (BufferedReader stream = stream(client.get("/v1/events").as(owner))) {
      assertThat(event(stream)).contains("event: hello");
      publish("Connected", "all is well at 400::1");
      assertThat(event(stream).toString())
          .contains("event: condition", "blog/web", "Connected", "all is well at 400::1");
    }
  }

  @Test
  void theProviderSeesTheChangeWithoutItsMessageAndStrangersSeeNothing() throws Exception {
    SigningKey stranger = world.ledger.identity();
    try (BufferedReader provider = stream(client.get("/v1/events").as(world.provider));
        BufferedReader other = stream(client.get("/v1/events").as(stranger))) {
      event(provider);
      event(other);
      publish("Connected", "all is well at 400::1");
      assertThat(event(provider).toString()).contains("Connected").doesNotContain("400::1");
      world.pass(Duration.ofSeconds(16));
      assertThat(event(other)).containsExactly(": heartbeat");
    }
  }

  @Test
  void aStreamResumesAfterTheLastEventThatWasSeen() throws Exception {
    long seen = world.board.latestSequence();
    publish("One", "");
    publish("Two", "");
    try (BufferedReader stream =
        stream(
            client.get("/v1/events").as(owner).header("Last-Event-ID", String.valueOf(seen + 1)))) {
      event(stream);
      assertThat(event(stream)).contains("id: " + (seen + 2));
    }
  }

  @Test
  void aReaderThatMissedEventsIsToldSo() throws Exception {
    try (BufferedReader stream =
        stream(client.get("/v1/events").as(owner).header("Last-Event-ID", "5"))) {
      event(stream);
      assertThat(event(stream).toString()).contains("event: gap", "\"from\":6");
      assertThat(event(stream)).contains("event: condition");
    }
  }

  @Test
  void aStreamEndsWithItsToken() throws Exception {
    try (BufferedReader stream = stream(client.get("/v1/events").as(owner))) {
      event(stream);
      world.pass(Duration.ofMinutes(6));
      assertThat(event(stream)).isEmpty();
    }
  }

  @Test
  void aStreamEndsAtOnceWhenItsKeyIsRemoved() throws Exception {
    try (BufferedReader stream = stream(client.get("/v1/events").as(owner))) {
      event(stream);
      SigningKey next = SigningKey.generate();
      IdentityBody body =
          (IdentityBody)
              world.ledger.latest(RecordKey.identity(owner.identity())).orElseThrow().body();
      IdentityKey key =
          new IdentityKey(next.publicKey(), Set.of(KeyUse.OWN), Optional.empty(), "next");
      DoorWorld.expectAccepted(
          world.ledger.submit(
              world.ledger.next(
                  RecordKey.identity(owner.identity()),
                  new IdentityBody("", List.of(key), body.encryption(), body.recovery()),
                  owner)));
      assertThat(event(stream)).isEmpty();
    }
  }

  @Test
  void closingTheServerEndsStreams() throws Exception {
    try (BufferedReader stream = stream(client.get("/v1/events").as(owner))) {
      event(stream);
      world.server().close();
      assertThat(event(stream)).isEmpty();
    }
  }

  private void publish(String reason, String message) {
    world.board.publish(
        "blog/web",
        owner.identity(),
        List.of(
            new Condition(
                ConditionType.BACKENDS_HEALTHY,
                ConditionStatus.TRUE,
                reason,
                message,
                world.now.get())));
  }

  private BufferedReader stream(ApiClient.Draft draft) throws Exception {
    var answer = client.http().send(draft.request(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  /** The lines of the next event; none when the stream has ended. */
  private static List<String> event(BufferedReader stream) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = stream.readLine(); line != null && !line.isEmpty(); ) {
      lines.add(line);
      line = stream.readLine();
    }
    return lines;
  }
}
