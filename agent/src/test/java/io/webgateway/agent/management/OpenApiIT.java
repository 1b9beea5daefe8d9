package io.webgateway.agent.management;

import static io.webgateway.agent.management.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.webgateway.agent.management.call.Route;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.wire.Json;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds the running server to its own description, in both directions. */
class OpenApiIT {
  @TempDir Path directory;
  private ManagementWorld world;
  private ApiClient client;
  private SigningKey owner;
  private JsonNode document;
  private final Set<String> shown = new HashSet<>();

  @BeforeEach
  void open() throws IOException {
    world = new ManagementWorld(directory);
    client = new ApiClient(world);
    owner = world.tenantWith("blog");
    document = json(client.get("/openapi.json").send());
  }

  @AfterEach
  void close() {
    client.close();
    world.close();
  }

  @Test
  void everyRouteIsDescribedAndEveryDescribedRouteIsThere() {
    List<String> served =
        world.server().routes().routes().stream().map(OpenApiIT::operation).toList();
    assertThat(described()).containsExactlyInAnyOrderElementsOf(served);
  }

  @Test
  void everyOperationAnswersAsItIsDescribed() throws IOException {
    reads();
    records();
    certificates();
    traffic();
    drains();
    local();
    assertThat(shown).containsExactlyInAnyOrderElementsOf(described());
  }

  @Test
  void everyOperationRefusesWithAProblem() {
    for (String operation : described()) {
      String method = operation.substring(0, operation.indexOf(' '));
      String path = filled(operation.substring(operation.indexOf(' ') + 1));
      ApiClient.Draft draft =
          client.call(method, path).header("Accept", "application/nothing").json("nothing");
      HttpResponse<String> answer = draft.send();
      assertThat(answer.statusCode()).as(operation).isBetween(400, 499);
      assertThat(answer.headers().firstValue("content-type"))
          .as(operation)
          .contains("application/problem+json");
      check(operation, answer.body(), schema("Problem"));
    }
  }

  private void reads() {
    for (String path :
        List.of(
            "/v1/ledger",
            "/v1/ledger/records",
            "/v1/ledger/records/{key}",
            "/v1/certificates/ca",
            "/healthz",
            "/readyz",
            "/openapi.json")) {
      expect("GET", path, 200, client.get(filled(path)).send());
    }
    for (String path :
        List.of(
            "/v1/identities",
            "/v1/identities/{id}",
            "/v1/providers",
            "/v1/pools",
            "/v1/pools/{domain}",
            "/v1/nodes",
            "/v1/node",
            "/v1/grants",
            "/v1/grants/{provider}/{identity}",
            "/v1/domains",
            "/v1/reservations",
            "/v1/reservations/{namespace}",
            "/v1/workloads",
            "/v1/workloads/{namespace}/{id}",
            "/v1/usage",
            "/v1/workloads/{namespace}/{id}/backends",
            "/v1/audit")) {
      expect("GET", path, 200, client.get(filled(path)).as(owner).send());
    }
    String providerId = world.provider.identity().value();
    String nodeId = world.nodeKey.identity().value();
    expect("GET", "/v1/providers/{id}", 200, as(owner, "/v1/providers/" + providerId));
    expect("GET", "/v1/nodes/{id}", 200, as(owner, "/v1/nodes/" + nodeId));
    expect("GET", "/v1/node", 200, as(world.provider, "/v1/node"));
    expect("GET", "/v1/domains/{domain}", 404, as(owner, "/v1/domains/example.org"));
    expect("GET", "/v1/reservations/{namespace}", 200, as(owner, "/v1/reservations/unheard"));
    expect("GET", "/v1/routes/test", 503, as(owner, "/v1/routes/test?url=https://blog.example/"));
    expect(
        "GET",
        "/v1/events",
        400,
        client.get("/v1/events").as(owner).header("Last-Event-ID", "x").send());
  }

  private void records() {
    SignedRecord name = world.ledger.reservation("shop", owner, world.provider, world.now.get());
    String path = "/v1/reservations/{namespace}";
    expect("PUT", path, 200, put("/v1/reservations/shop?dryRun=true", name.compact()));
    expect("PUT", path, 201, put("/v1/reservations/shop", name.compact()));
    expect("PUT", path, 200, put("/v1/reservations/shop", name.compact()));
    for (String other :
        List.of(
            "/v1/identities/{id}",
            "/v1/providers/{id}",
            "/v1/grants/{provider}/{identity}",
            "/v1/pools/{domain}",
            "/v1/nodes/{id}",
            "/v1/domains/{domain}",
            "/v1/workloads/{namespace}/{id}")) {
      expect("PUT", other, 422, put(filled(other), name.compact()));
      expect("PUT", other, 400, put(filled(other), "nonsense"));
    }
  }

  private void certificates() {
    Map<String, String> upload = TestUploads.pem(world.authority, "blog.example.org");
    HttpResponse<String> added =
        client.call("POST", "/v1/certificates").as(owner).json(upload).send();
    expect("POST", "/v1/certificates", 201, added);
    String one = "/v1/certificates/" + json(added).path("id").asString("");
    expect("GET", "/v1/certificates", 200, as(owner, "/v1/certificates"));
    expect("GET", "/v1/certificates/{id}", 200, as(owner, one));
    expect(
        "PUT",
        "/v1/certificates/{id}",
        200,
        client
            .call("PUT", one)
            .as(owner)
            .header("If-Match", "\"1\"")
            .json(TestUploads.pem(world.authority, "blog.example.org"))
            .send());
    expect("DELETE", "/v1/certificates/{id}", 428, client.call("DELETE", one).as(owner).send());
    expect(
        "DELETE",
        "/v1/certificates/{id}",
        204,
        client.call("DELETE", one).as(owner).header("If-Match", "\"2\"").send());
    expect("GET", "/v1/audit", 200, as(world.provider, "/v1/audit"));
  }

  private void traffic() {
    String list = "/v1/traffic/sessions";
    HttpResponse<String> opened =
        client.call("POST", list).as(owner).json(Map.of("filter", "host:*.example")).send();
    expect("POST", list, 201, opened);
    expect(
        "POST",
        list,
        422,
        client.call("POST", list).as(owner).json(Map.of("filter", "hots:a")).send());
    String one = list + "/" + json(opened).path("id").asString("");
    expect("GET", list, 200, as(owner, list));
    expect("GET", list, 200, as(world.provider, list));
    expect("GET", list + "/{id}", 200, as(owner, one));
    expect("GET", list + "/{id}/events", 404, as(world.provider, one + "/events"));
    expect(
        "PUT",
        list + "/{id}",
        200,
        client
            .call("PUT", one)
            .as(owner)
            .header("If-Match", "\"1\"")
            .json(Map.of("filter", "status:5xx"))
            .send());
    expect("DELETE", list + "/{id}", 428, client.call("DELETE", one).as(owner).send());
    expect(
        "DELETE",
        list + "/{id}",
        204,
        client.call("DELETE", one).as(owner).header("If-Match", "\"2\"").send());
    expect("GET", "/v1/audit", 200, as(world.provider, "/v1/audit"));
  }

  private void drains() {
    for (String path :
        List.of(
            "/v1/drains/node",
            "/v1/drains/listeners/{name}",
            "/v1/drains/workloads/{namespace}/{id}")) {
      String target = filled(path);
      HttpResponse<String> begun =
          client.call("POST", target).as(world.provider).json(Map.of("limitMillis", 5_000)).send();
      expect("POST", path, 201, begun);
      expect("GET", path, 200, as(world.provider, target));
      expect("GET", "/v1/drains", 200, as(world.provider, "/v1/drains"));
      expect(
          "DELETE",
          path,
          204,
          client
              .call("DELETE", target)
              .as(world.provider)
              .header("If-Match", begun.headers().firstValue("ETag").orElseThrow())
              .send());
      expect("GET", path, 404, as(world.provider, target));
    }
  }

  private void local() throws IOException {
    String wish =
        Json.write(
            Map.of("provider", world.provider.identity().value(), "pool", ManagementWorld.POOL));
    UnixCall offered =
        UnixCall.send(world.socket, "POST", "/v1/enrolment", "application/json", wish);
    expect("POST", "/v1/enrolment", 200, offered.status(), "application/json", offered.body());
    UnixCall process = UnixCall.send(world.socket, "GET", "/v1/agent", "application/json", "");
    expect("GET", "/v1/agent", 200, process.status(), "application/json", process.body());
    UnixCall begun =
        UnixCall.send(world.socket, "POST", "/v1/agent/upgrade", "application/json", "{}");
    expect("POST", "/v1/agent/upgrade", 202, begun.status(), "application/json", begun.body());
  }

  private HttpResponse<String> as(SigningKey caller, String path) {
    return client.get(path).as(caller).send();
  }

  private HttpResponse<String> put(String path, String record) {
    return client.call("PUT", path).record(record).send();
  }

  private void expect(String method, String path, int status, HttpResponse<String> answer) {
    expect(
        method,
        path,
        status,
        answer.statusCode(),
        answer.headers().firstValue("content-type").orElse(""),
        answer.body());
  }

  private void expect(
      String method, String path, int status, int actual, String type, String body) {
    String operation = method + " " + path;
    assertThat(actual).as(operation + ": " + body).isEqualTo(status);
    JsonNode responses =
        document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT)).path("responses");
    JsonNode response = responses.path(String.valueOf(status));
    JsonNode described = response.isMissingNode() ? responses.path("default") : response;
    if (status != 204) {
      JsonNode content = described.path("content").path(type);
      assertThat(content.isMissingNode()).as(operation + " answers " + type).isFalse();
      if (type.endsWith("json")) {
        check(operation, body, content.path("schema"));
      }
    }
    shown.add(operation);
  }

  private JsonNode schema(String name) {
    return document.path("components").path("schemas").path(name);
  }

  private void check(String what, String body, JsonNode schema) {
    ObjectNode whole = (ObjectNode) schema.deepCopy();
    whole.set("components", document.path("components"));
    Schema compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Json.write(whole), InputFormat.JSON);
    assertThat(compiled.validate(body, InputFormat.JSON)).as(what + ": " + body).isEmpty();
  }

  private List<String> described() {
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

  private String filled(String path) {
    String id =
        path.contains("workloads")
            ? "web"
            : path.contains("providers")
                ? world.provider.identity().value()
                : owner.identity().value();
    return path.replace("{namespace}", "blog")
        .replace("{key}", "name/blog")
        .replace("{domain}", ManagementWorld.POOL)
        .replace("{provider}", world.provider.identity().value())
        .replace("{identity}", owner.identity().value())
        .replace("{name}", "tcp/5432")
        .replace("{id}", id);
  }

  private static String operation(Route route) {
    return route.method() + " " + route.pattern().openApiPath();
  }
}
