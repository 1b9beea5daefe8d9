package io.webgateway.agent.management;

import static io.webgateway.agent.management.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.management.TrafficStreamReader.Event;
import io.webgateway.model.status.Condition;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Makes every call that the served {@code /openapi.json} names, as another tenant and as nobody,
 * with everything of the first tenant's put in: no answer may tell of it. A call that this test
 * does not know fails it; whoever adds one decides here what it may tell.
 */
class EveryCallIT {
  private static final String SESSIONS = "/v1/traffic/sessions";
  private static final String SECRET_PATH = "/very-private-path";
  private static final String SECRET_FILTER = "path:/private-filter";
  private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9_-]{24,}");

  /** What a call may tell of another tenant. */
  private enum Tells {
    /** Records and the public parts of workloads: that is what the ledger is. */
    THE_LEDGER,
    /** Whether a name is free, or whose, and what of it is on the ledger. */
    NAMES,
    /** Facts of the node and its provider; nothing of any tenant. */
    THE_NODE,
    /** The caller's own things; nothing of anybody else's. */
    OWN
  }

  private static final Map<String, Tells> KNOWN =
      Map.ofEntries(
          Map.entry("GET /v1/ledger", Tells.THE_NODE),
          Map.entry("GET /v1/ledger/records", Tells.THE_LEDGER),
          Map.entry("GET /v1/ledger/records/{key}", Tells.THE_LEDGER),
          Map.entry("GET /v1/identities", Tells.THE_LEDGER),
          Map.entry("GET /v1/identities/{id}", Tells.THE_LEDGER),
          Map.entry("PUT /v1/identities/{id}", Tells.THE_LEDGER),
          Map.entry("GET /v1/providers", Tells.THE_NODE),
          Map.entry("GET /v1/providers/{id}", Tells.THE_NODE),
          Map.entry("PUT /v1/providers/{id}", Tells.THE_NODE),
          Map.entry("GET /v1/grants", Tells.OWN),
          Map.entry("GET /v1/grants/{provider}/{identity}", Tells.OWN),
          Map.entry("PUT /v1/grants/{provider}/{identity}", Tells.OWN),
          Map.entry("GET /v1/pools", Tells.THE_NODE),
          Map.entry("GET /v1/pools/{domain}", Tells.THE_NODE),
          Map.entry("PUT /v1/pools/{domain}", Tells.THE_NODE),
          Map.entry("GET /v1/nodes", Tells.THE_NODE),
          Map.entry("GET /v1/nodes/{id}", Tells.THE_NODE),
          Map.entry("PUT /v1/nodes/{id}", Tells.THE_NODE),
          Map.entry("GET /v1/node", Tells.THE_NODE),
          Map.entry("GET /v1/domains", Tells.OWN),
          Map.entry("GET /v1/domains/{domain}", Tells.OWN),
          Map.entry("PUT /v1/domains/{domain}", Tells.OWN),
          Map.entry("GET /v1/reservations", Tells.OWN),
          Map.entry("GET /v1/reservations/{namespace}", Tells.NAMES),
          Map.entry("PUT /v1/reservations/{namespace}", Tells.NAMES),
          Map.entry("GET /v1/workloads", Tells.OWN),
          Map.entry("GET /v1/workloads/{namespace}/{id}", Tells.OWN),
          Map.entry("PUT /v1/workloads/{namespace}/{id}", Tells.OWN),
          Map.entry("GET /v1/workloads/{namespace}/{id}/backends", Tells.OWN),
          Map.entry("GET /v1/drains", Tells.OWN),
          Map.entry("GET /v1/drains/node", Tells.OWN),
          Map.entry("POST /v1/drains/node", Tells.OWN),
          Map.entry("DELETE /v1/drains/node", Tells.OWN),
          Map.entry("GET /v1/drains/listeners/{name}", Tells.OWN),
          Map.entry("POST /v1/drains/listeners/{name}", Tells.OWN),
          Map.entry("DELETE /v1/drains/listeners/{name}", Tells.OWN),
          Map.entry("GET /v1/drains/workloads/{namespace}/{id}", Tells.OWN),
          Map.entry("POST /v1/drains/workloads/{namespace}/{id}", Tells.OWN),
          Map.entry("DELETE /v1/drains/workloads/{namespace}/{id}", Tells.OWN),
          Map.entry("GET /v1/agent", Tells.OWN),
          Map.entry("POST /v1/agent/upgrade", Tells.OWN),
          Map.entry("POST /v1/enrolment", Tells.OWN),
          Map.entry("GET /v1/certificates/ca", Tells.THE_NODE),
          Map.entry("GET /v1/certificates", Tells.OWN),
          Map.entry("POST /v1/certificates", Tells.OWN),
          Map.entry("GET /v1/certificates/{id}", Tells.OWN),
          Map.entry("PUT /v1/certificates/{id}", Tells.OWN),
          Map.entry("DELETE /v1/certificates/{id}", Tells.OWN),
          Map.entry("GET /v1/routes/test", Tells.OWN),
          Map.entry("GET /v1/traffic/sessions", Tells.OWN),
          Map.entry("POST /v1/traffic/sessions", Tells.OWN),
          Map.entry("GET /v1/traffic/sessions/{id}", Tells.OWN),
          Map.entry("PUT /v1/traffic/sessions/{id}", Tells.OWN),
          Map.entry("DELETE /v1/traffic/sessions/{id}", Tells.OWN),
          Map.entry("GET /v1/traffic/sessions/{id}/events", Tells.OWN),
          Map.entry("GET /v1/audit", Tells.OWN),
          Map.entry("GET /v1/usage", Tells.OWN),
          Map.entry("GET /v1/events", Tells.OWN),
          Map.entry("GET /healthz", Tells.THE_NODE),
          Map.entry("GET /readyz", Tells.THE_NODE),
          Map.entry("GET /openapi.json", Tells.THE_NODE));

  @TempDir Path directory;
  private ManagementWorld world;
  private ApiClient client;
  private SigningKey owner;
  private SigningKey stranger;
  private String certificate = "";
  private String session = "";

  @BeforeEach
  void open() throws IOException {
    world = new ManagementWorld(directory);
    client = new ApiClient(world);
    owner = world.tenantWith("blog");
    stranger = world.ledger.identity();
    certificate =
        json(client
                .call("POST", "/v1/certificates")
                .as(owner)
                .json(TestUploads.pem(world.authority, "private.example.org"))
                .send())
            .path("id")
            .asString("");
    session =
        json(client.call("POST", SESSIONS).as(owner).json(Map.of("filter", SECRET_FILTER)).send())
            .path("id")
            .asString("");
    somethingHappens();
  }

  @AfterEach
  void close() {
    client.close();
    world.close();
  }

  private void somethingHappens() {
    world.traffic.publish(TrafficSamples.exchange(owner, "blog.gw.example.org", SECRET_PATH, 500));
    world.board.publish(
        "blog/web",
        owner.identity(),
        List.of(
            new Condition(
                ConditionType.BACKENDS_HEALTHY,
                ConditionStatus.FALSE,
                "NoAnswer",
                ManagementWorld.SECRET_MESSAGE + world.board.latestSequence(),
                world.now.get())));
  }

  /** What nobody but its owner may learn by any call. */
  private List<String> secrets() {
    return List.of(
        "400::5ec",
        SECRET_PATH,
        SECRET_FILTER,
        "private.example.org",
        TrafficSamples.VISITOR,
        TrafficSamples.BACKEND,
        certificate,
        session);
  }

  @Test
  void everyCallIsKnownHere() {
    assertThat(described()).containsExactlyInAnyOrderElementsOf(KNOWN.keySet());
  }

  @Test
  void theOwnerLearnsAllOfItSoThatThereIsSomethingToHide() throws Exception {
    StringBuilder told = new StringBuilder();
    for (String path : List.of("/v1/workloads/blog/web", "/v1/certificates", SESSIONS)) {
      told.append(client.get(path).as(owner).send().body());
    }
    ApiClient.Draft draft = client.get(SESSIONS + "/" + session(owner, "") + "/events").as(owner);
    try (TrafficStreamReader stream = TrafficStreamReader.open(client, draft)) {
      stream.next();
      somethingHappens();
      told.append(stream.next().data());
    }
    assertThat(told.toString()).contains(secrets());
  }

  @Test
  void anotherTenantLearnsNothingByAnyCall() throws Exception {
    for (String operation : inSafeOrder()) {
      HttpResponse<String> answer = call(operation).as(stranger).send();
      requireNothing(operation, answer);
      if (isWrite(operation) && operation.contains("{id}") && KNOWN.get(operation) == Tells.OWN) {
        assertThat(answer.statusCode()).as(operation).isBetween(400, 499);
      }
    }
    stillThere();
  }

  @Test
  void nobodyLearnsAnythingByAnyCall() throws Exception {
    for (String operation : inSafeOrder()) {
      HttpResponse<String> answer = call(operation).send();
      requireNothing(operation, answer);
      boolean isOwn = KNOWN.get(operation) == Tells.OWN;
      if (isOwn) {
        assertThat(answer.statusCode()).as(operation).isBetween(400, 499);
      }
    }
    stillThere();
  }

  @Test
  void streamsTellAnotherTenantNothing() throws Exception {
    String own = SESSIONS + "/" + session(stranger, "") + "/events";
    for (String path : List.of("/v1/events", own)) {
      try (TrafficStreamReader stream =
          TrafficStreamReader.open(client, client.get(path).as(stranger))) {
        assertThat(stream.next().type()).isEqualTo("hello");
        somethingHappens();
        world.pass(Duration.ofSeconds(16));
        assertThat(stream.next()).as(path).isEqualTo(new Event("heartbeat", "", ""));
      }
    }
  }

  private String session(SigningKey watcher, String filter) {
    return json(client.call("POST", SESSIONS).as(watcher).json(Map.of("filter", filter)).send())
        .path("id")
        .asString("");
  }

  private void requireNothing(String operation, HttpResponse<String> answer) {
    String told = answer.body() + decoded(answer.body());
    assertThat(told).as(operation).doesNotContain(secrets());
    // A refusal repeats what was asked for.
    boolean mayName =
        Set.of(Tells.THE_LEDGER, Tells.NAMES).contains(KNOWN.get(operation))
            || answer.statusCode() >= 400;
    if (!mayName) {
      assertThat(told).as(operation).doesNotContain(owner.identity().value(), "\"blog");
    }
  }

  /** What is written in base64url inside a text, such as records. */
  private static String decoded(String text) {
    StringBuilder all = new StringBuilder();
    Matcher matcher = ENCODED.matcher(text);
    while (matcher.find()) {
      try {
        byte[] bytes = Base64.getUrlDecoder().decode(matcher.group());
        all.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n');
      } catch (IllegalArgumentException e) {
        all.append('\n');
      }
    }
    return all.toString();
  }

  private void stillThere() {
    for (String path :
        List.of(
            "/v1/certificates/" + certificate,
            SESSIONS + "/" + session,
            "/v1/workloads/blog/web")) {
      assertThat(client.get(path).as(owner).send().statusCode()).as(path).isEqualTo(200);
    }
    assertThat(client.get(SESSIONS).as(owner).send().body()).contains(SECRET_FILTER);
  }

  private static boolean isWrite(String operation) {
    return !operation.startsWith("GET ");
  }

  /** Reads before writes: a refused write is in the audit trail of who tried it, with its path. */
  private List<String> inSafeOrder() {
    List<String> all = new ArrayList<>(described());
    // Streams that would open have a test of their own.
    all.remove("GET /v1/events");
    all.sort(Comparator.comparing(EveryCallIT::isWrite));
    return all;
  }

  private ApiClient.Draft call(String operation) {
    String method = operation.substring(0, operation.indexOf(' '));
    ApiClient.Draft draft = client.call(method, filled(operation.substring(method.length() + 1)));
    if (method.equals("PUT") || method.equals("DELETE")) {
      draft.header("If-Match", "\"1\"");
    }
    if (method.equals("GET") || method.equals("DELETE")) {
      return draft;
    }
    if (operation.contains("certificates")) {
      return draft.json(TestUploads.pem(world.authority, "evil.example.org"));
    }
    if (operation.contains("sessions")) {
      return draft.json(Map.of("filter", "status:5xx"));
    }
    if (operation.contains("drains")) {
      return draft.json(Map.of());
    }
    if (operation.contains("enrolment")) {
      return draft.json(
          Map.of("provider", stranger.identity().value(), "pool", ManagementWorld.POOL));
    }
    return draft.record(world.workload("blog", stranger).records().getFirst().compact());
  }

  private String filled(String path) {
    String id =
        path.contains("workloads")
            ? "web"
            : path.contains("certificates")
                ? certificate
                : path.contains("sessions")
                    ? session
                    : path.contains("nodes")
                        ? world.nodeKey.identity().value()
                        : path.contains("providers")
                            ? world.provider.identity().value()
                            : owner.identity().value();
    String filled =
        path.replace("{namespace}", "blog")
            .replace("{key}", "workload/blog/web?sealed=true")
            .replace("{domain}", ManagementWorld.POOL)
            .replace("{provider}", world.provider.identity().value())
            .replace("{identity}", owner.identity().value())
            .replace("{name}", "tcp/5432")
            .replace("{id}", id);
    return filled.equals("/v1/routes/test") ? filled + "?url=https://blog.gw.example.org/" : filled;
  }

  private List<String> described() {
    JsonNode document = json(client.get("/openapi.json").send());
    List<String> operations = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return operations;
  }
}
