package io.webgateway.agent.management;

import static io.webgateway.agent.management.ApiClient.code;
import static io.webgateway.agent.management.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.management.TrafficStreamReader.Event;
import io.webgateway.agent.tap.TapSession;
import io.webgateway.agent.tap.TapSessions;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tap sessions of the real management server, over TLS. */
class TrafficIT {
  private static final String LIST = "/v1/traffic/sessions";

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

  private HttpResponse<String> opened(SigningKey watcher, String filter) {
    return client.call("POST", LIST).as(watcher).json(Map.of("filter", filter)).send();
  }

  private String session(SigningKey watcher, String filter) {
    HttpResponse<String> answer = opened(watcher, filter);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return LIST + "/" + json(answer).path("id").asString("");
  }

  private TrafficStreamReader stream(SigningKey watcher, String session) {
    return TrafficStreamReader.open(client, client.get(session + "/events").as(watcher));
  }

  private void publish(String host, String path, int status) {
    world.traffic.publish(TrafficSamples.exchange(owner, host, path, status));
  }

  private String audit(SigningKey caller) {
    return client.get("/v1/audit").as(caller).send().body();
  }

  @Test
  void theOwnerSeesWholeEventsThatItsFilterWants() throws Exception {
    String session = session(owner, "status:5xx");
    publish("blog.gw.example.org", "/secret", 500);
    publish("blog.gw.example.org", "/other", 200);
    publish("blog.gw.example.org", "/again", 503);
    try (TrafficStreamReader stream = stream(owner, session)) {
      assertThat(stream.next().type()).isEqualTo("hello");
      assertThat(stream.next().data())
          .contains("/secret", TrafficSamples.VISITOR, TrafficSamples.BACKEND, "\"status\":500");
      assertThat(stream.next().data()).contains("/again");
    }
  }

  @Test
  void nothingIsTakenFromTheDataPlaneWhileNobodyWatches() {
    assertThat(world.traffic.enabled()).isFalse();
    String session = session(owner, "");
    assertThat(world.traffic.enabled()).isTrue();
    client.call("DELETE", session).as(owner).header("If-Match", "\"1\"").send();
    assertThat(world.traffic.enabled()).isFalse();
  }

  @Test
  void aFilterThatIsNoneIsRefusedWithPositionAndCure() {
    HttpResponse<String> answer = opened(owner, "host:a hots:b");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(code(answer)).isEqualTo("bad-filter");
    assertThat(answer.body()).contains("at character 8", "Did you mean host:", "/filter");
  }

  @Test
  void aChangedFilterHoldsForTheOpenStream() throws Exception {
    String session = session(owner, "path:/one");
    try (TrafficStreamReader stream = stream(owner, session)) {
      stream.next();
      publish("blog.gw.example.org", "/one", 200);
      assertThat(stream.next().data()).contains("/one");
      assertThat(change(session, "\"7\"").statusCode()).isEqualTo(412);
      assertThat(change(session, "\"1\"").headers().firstValue("etag")).contains("\"2\"");
      assertThat(stream.next()).isEqualTo(new Event("filter", "", "{\"filter\":\"path:/two\"}"));
      publish("blog.gw.example.org", "/one", 200);
      publish("blog.gw.example.org", "/two", 200);
      assertThat(stream.next().data()).contains("/two");
    }
  }

  private HttpResponse<String> change(String session, String tag) {
    return client
        .call("PUT", session)
        .as(owner)
        .header("If-Match", tag)
        .json(Map.of("filter", "path:/two"))
        .send();
  }

  @Test
  void aStreamResumesAfterTheLastEventThatWasSeen() throws Exception {
    String session = session(owner, "");
    String seen;
    try (TrafficStreamReader stream = stream(owner, session)) {
      stream.next();
      publish("h", "/1", 200);
      seen = stream.next().id();
      publish("h", "/2", 200);
      publish("h", "/3", 200);
      assertThat(stream.next().data()).contains("/2");
    }
    publish("h", "/4", 200);
    try (TrafficStreamReader again =
        TrafficStreamReader.open(
            client, client.get(session + "/events").as(owner).header("Last-Event-ID", seen))) {
      again.next();
      for (String path : List.of("/2", "/3", "/4")) {
        Event event = again.next();
        assertThat(event.data()).contains(path);
        assertThat(Long.parseLong(event.id())).isGreaterThan(Long.parseLong(seen));
      }
    }
  }

  @Test
  void aNewerStreamTakesTheSessionOver() throws Exception {
    String session = session(owner, "");
    try (TrafficStreamReader first = stream(owner, session)) {
      first.next();
      try (TrafficStreamReader second = stream(owner, session)) {
        second.next();
        assertThat(first.isOver()).isTrue();
        publish("h", "/1", 200);
        assertThat(second.next().data()).contains("/1");
      }
    }
  }

  @Test
  void strangersSeeNothingAndProvidersAndViewersNoPathVisitorOrBackend() throws Exception {
    SigningKey stranger = world.ledger.identity();
    SigningKey viewer = world.ledger.identity();
    world.grantView(viewer);
    try (TrafficStreamReader provider = stream(world.provider, session(world.provider, ""));
        TrafficStreamReader granted = stream(viewer, session(viewer, ""));
        TrafficStreamReader other = stream(stranger, session(stranger, ""))) {
      for (TrafficStreamReader stream : List.of(provider, granted, other)) {
        stream.next();
      }
      world.traffic.publish(TrafficSamples.ofNobody());
      publish("blog.gw.example.org", "/secret", 500);
      assertThat(provider.next().data()).contains("nowhere.example", TrafficSamples.SCANNER);
      for (TrafficStreamReader stream : List.of(provider, granted)) {
        assertThat(stream.next().data())
            .contains("blog.gw.example.org", "blog/web", "\"path\":\"\"")
            .doesNotContain("/secret", TrafficSamples.VISITOR, TrafficSamples.BACKEND);
      }
      world.pass(Duration.ofSeconds(16));
      assertThat(other.next().type()).isEqualTo("heartbeat");
    }
  }

  @Test
  void aProviderCannotFeelForPathsVisitorsOrBackendsWithAFilter() throws Exception {
    String filter = "path:/secret or secret or client:" + TrafficSamples.VISITOR;
    try (TrafficStreamReader stream = stream(world.provider, session(world.provider, filter))) {
      stream.next();
      publish("blog.gw.example.org", "/secret", 500);
      world.pass(Duration.ofSeconds(16));
      assertThat(stream.next().type()).isEqualTo("heartbeat");
    }
  }

  @Test
  void sessionsOfOthersAreNotThereAndAdministratorsSeeThemWithoutFilters() {
    String session = session(owner, "path:/very-private");
    SigningKey stranger = world.ledger.identity();
    for (SigningKey one : List.of(stranger, world.provider)) {
      assertThat(client.get(session).as(one).send().statusCode()).isEqualTo(404);
      assertThat(client.get(session + "/events").as(one).send().statusCode()).isEqualTo(404);
      HttpResponse<String> deleted =
          client.call("DELETE", session).as(one).header("If-Match", "\"1\"").send();
      assertThat(deleted.statusCode()).isEqualTo(404);
    }
    assertThat(client.get(LIST).as(owner).send().body()).contains("/very-private");
    assertThat(client.get(LIST).as(world.provider).send().body())
        .contains(owner.identity().value())
        .doesNotContain("very-private");
    assertThat(json(client.get(LIST).as(stranger).send()).path("items").size()).isZero();
  }

  @Test
  void aStreamEndsWithItsTokenAndTheSessionWithItsLease() throws Exception {
    String session = session(owner, "path:/x");
    try (TrafficStreamReader stream = stream(owner, session)) {
      stream.next();
      world.pass(Duration.ofMinutes(6));
      assertThat(stream.isOver()).isTrue();
    }
    assertThat(client.get(session).as(owner).send().statusCode()).isEqualTo(200);
    await().until(() -> !isStreaming(session));
    world.pass(TapSession.LEASE.plusSeconds(1));
    await().until(() -> client.get(session).as(owner).send().statusCode() == 404);
    assertThat(world.traffic.enabled()).isFalse();
    assertThat(audit(owner)).contains("\"END\"", "filter: path:/x; shown 0, missed 0");
  }

  private boolean isStreaming(String session) {
    return json(client.get(session).as(owner).send()).path("streaming").asBoolean();
  }

  @Test
  void aViewersStreamEndsWhenItsRightDoes() throws Exception {
    SigningKey viewer = world.ledger.identity();
    world.grantView(viewer);
    try (TrafficStreamReader stream = stream(viewer, session(viewer, ""))) {
      stream.next();
      world.revokeView(viewer);
      assertThat(stream.isOver()).isTrue();
    }
  }

  @Test
  void sessionsAreBoundedForACallerAndPostsMayBeRepeated() {
    String first =
        client
            .call("POST", LIST)
            .as(owner)
            .header("Idempotency-Key", "k")
            .json(Map.of("filter", ""))
            .send()
            .body();
    String again =
        client
            .call("POST", LIST)
            .as(owner)
            .header("Idempotency-Key", "k")
            .json(Map.of("filter", ""))
            .send()
            .body();
    assertThat(again).isEqualTo(first);
    for (int i = 1; i < TapSessions.MAX_PER_CALLER; i++) {
      session(owner, "");
    }
    assertThat(opened(owner, "").statusCode()).isEqualTo(429);
    assertThat(opened(world.provider, "").statusCode()).isEqualTo(201);
  }

  @Test
  void everyLookIsAuditedAndOwnersLearnWhoLookedAtTheirTraffic() throws Exception {
    String session = session(world.provider, "host:blog.gw.example.org");
    try (TrafficStreamReader stream = stream(world.provider, session)) {
      stream.next();
      publish("blog.gw.example.org", "/secret", 500);
      stream.next();
    }
    client.call("DELETE", session).as(world.provider).header("If-Match", "\"1\"").send();
    assertThat(audit(world.provider))
        .contains(
            "filter: host:blog.gw.example.org\"",
            "filter: host:blog.gw.example.org; shown 1, missed 0");
    assertThat(audit(owner))
        .contains(world.provider.identity().value(), "concerns", session)
        .doesNotContain("host:blog.gw.example.org");
    assertThat(audit(world.ledger.identity())).doesNotContain(session);
  }

  @Test
  void theLocalAdministratorSeesWhatAProviderSees() throws IOException {
    UnixCall opened =
        UnixCall.send(world.socket, "POST", LIST, "application/json", "{\"filter\":\"\"}");
    assertThat(opened.status()).as(opened.body()).isEqualTo(201);
    assertThat(world.traffic.enabled()).isTrue();
    assertThat(audit(world.provider)).contains("\"local\"", "filter: everything");
  }
}
