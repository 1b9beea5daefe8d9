package io.webgateway.agent.management;

import static io.webgateway.agent.management.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.admission.DoorWorld;
import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.HttpMethod;
import io.webgateway.agent.management.call.Route;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goes through every route there is as somebody whom it is none of the business of. */
class ScopeIT {
  /** What must never reach another: where backends are, and what conditions say of them. */
  private static final List<String> SECRETS =
      List.of(
          ManagementWorld.SECRET_BACKEND,
          ManagementWorld.SECRET_MESSAGE,
          ManagementWorld.SECRET_KEY,
          "400::5ec");

  @TempDir Path directory;
  private ManagementWorld world;
  private ApiClient client;
  private SigningKey owner;
  private String certificate = "";

  @BeforeEach
  void open() throws IOException {
    world = new ManagementWorld(directory);
    client = new ApiClient(world);
    owner = world.tenantWith("blog");
    HttpResponse<String> added =
        client
            .call("POST", "/v1/certificates")
            .as(owner)
            .json(TestUploads.pem(world.authority, "blog.example.org"))
            .send();
    certificate = json(added).path("id").asString("");
  }

  @AfterEach
  void close() {
    client.close();
    world.close();
  }

  @Test
  void theOwnerSeesWhatOthersMustNot() {
    String view = client.get("/v1/workloads/blog/web").as(owner).send().body();
    assertThat(view).contains(ManagementWorld.SECRET_BACKEND, ManagementWorld.SECRET_MESSAGE);
    assertThat(view)
        .contains("\"key\":\"kept\"")
        .doesNotContain(ManagementWorld.SECRET_KEY, "PRIVATE KEY");
    assertThat(client.get("/v1/certificates/" + certificate).as(owner).send().statusCode())
        .isEqualTo(200);
  }

  @Test
  void anotherTenantSeesNothingOnAnyRoute() {
    SigningKey other = world.ledger.identity();
    for (Route route : readable()) {
      HttpResponse<String> answer = client.get(path(route)).as(other).send();
      assertThat(answer.body()).as(route.pattern().text()).doesNotContain(SECRETS);
      if (isOnlyTheOwners(route)) {
        assertThat(answer.statusCode()).as(route.pattern().text()).isEqualTo(404);
      }
      if (isListOfOwn(route)) {
        assertThat(json(answer).path("items").size()).as(route.pattern().text()).isZero();
      }
    }
  }

  @Test
  void nobodyAtAllSeesNothingOnAnyRoute() {
    for (Route route : readable()) {
      HttpResponse<String> answer = client.get(path(route)).send();
      assertThat(answer.body()).as(route.pattern().text()).doesNotContain(SECRETS);
      if (route.access() != Access.PUBLIC) {
        int refused = route.access() == Access.LOCAL ? 403 : 401;
        assertThat(answer.statusCode()).as(route.pattern().text()).isEqualTo(refused);
      }
    }
  }

  @Test
  void theProviderAndViewersSeeConditionsWithoutMessages() {
    SigningKey viewer = world.ledger.identity();
    world.grantView(viewer);
    for (SigningKey one : List.of(world.provider, viewer)) {
      HttpResponse<String> list =
          client.get("/v1/workloads?pool=" + ManagementWorld.POOL).as(one).send();
      assertThat(json(list).path("items").size()).isEqualTo(1);
      assertThat(list.body()).contains("NoAnswer").doesNotContain(SECRETS);
      for (Route route : readable()) {
        assertThat(client.get(path(route)).as(one).send().body())
            .as(route.pattern().text())
            .doesNotContain(SECRETS);
      }
    }
  }

  @Test
  void backendsAreNamedToTheirOwnerAloneAndCountedForTheProvider() {
    String path = "/v1/workloads/blog/web/backends";
    assertThat(client.get(path).as(owner).send().body())
        .as("nothing is served yet")
        .isEqualTo("{\"served\":false,\"panic\":false,\"backends\":[]}");
    world.serveWithDeadBackend("blog/web", owner);
    assertThat(client.get(path).as(owner).send().body())
        .contains("\"served\":true", "\"state\":\"left-out\"", "\"underWay\":2")
        .contains(ManagementWorld.SECRET_BACKEND, ManagementWorld.SECRET_MESSAGE);
    HttpResponse<String> provider = client.get(path).as(world.provider).send();
    assertThat(provider.statusCode()).isEqualTo(200);
    assertThat(provider.body()).contains("left-out").doesNotContain(SECRETS);
    assertThat(client.get(path).as(world.ledger.identity()).send().statusCode()).isEqualTo(404);
  }

  @Test
  void backendsOfAnEarlierOwnersWorkloadAreNotShownToTheNext() {
    world.serveWithDeadBackend("blog/web", world.ledger.identity());
    assertThat(client.get("/v1/workloads/blog/web/backends").as(owner).send().body())
        .contains("\"served\":false");
  }

  @Test
  void aPoolsWorkloadsAreStillListedWhenTheirNamesHaveChanged() {
    DoorWorld.expectAccepted(
        world.ledger.submit(
            world.ledger.reservation(
                "blog", owner, world.provider, world.clock.instant().plusSeconds(60))));
    HttpResponse<String> list =
        client.get("/v1/workloads?pool=" + ManagementWorld.POOL).as(world.provider).send();
    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(json(list).path("items").size()).isEqualTo(1);
  }

  @Test
  void anotherTenantChangesNothingOfTheOwners() {
    SigningKey other = world.ledger.identity();
    String one = "/v1/certificates/" + certificate;
    assertThat(client.call("DELETE", one).as(other).header("If-Match", "\"1\"").send().statusCode())
        .isEqualTo(404);
    assertThat(
            client
                .call("PUT", one)
                .as(other)
                .header("If-Match", "\"1\"")
                .json(TestUploads.pem(world.authority, "evil.example.org"))
                .send()
                .statusCode())
        .isEqualTo(404);
    String forged = world.workload("blog", other).records().getFirst().compact();
    HttpResponse<String> put = client.call("PUT", "/v1/workloads/blog/web").record(forged).send();
    assertThat(put.statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(client.get(one).as(owner).send().statusCode()).isEqualTo(200);
  }

  @Test
  void aStrangersWorkloadIsNotFoundByItsPool() {
    SigningKey other = world.ledger.identity();
    assertThat(
            client.get("/v1/workloads?pool=" + ManagementWorld.POOL).as(other).send().statusCode())
        .isEqualTo(404);
  }

  private List<Route> readable() {
    List<Route> routes = new ArrayList<>(world.server().routes().routes());
    routes.removeIf(
        route ->
            route.method() != HttpMethod.GET || route.produces().contains("text/event-stream"));
    assertThat(routes).hasSizeGreaterThan(20);
    return routes;
  }

  private static boolean isOnlyTheOwners(Route route) {
    return List.of(
            "/v1/workloads/{namespace}/{id}",
            "/v1/workloads/{namespace}/{id}/backends",
            "/v1/drains/workloads/{namespace}/{id}",
            "/v1/certificates/{id}",
            "/v1/grants/{provider}/{identity}")
        .contains(route.pattern().text());
  }

  private static boolean isListOfOwn(Route route) {
    return List.of(
            "/v1/workloads",
            "/v1/reservations",
            "/v1/certificates",
            "/v1/grants",
            "/v1/domains",
            "/v1/usage",
            "/v1/drains",
            "/v1/audit")
        .contains(route.pattern().text());
  }

  private String path(Route route) {
    String text = route.pattern().text();
    Map<String, String> values = new HashMap<>();
    values.put("{namespace}", "blog");
    values.put("{key...}", "workload/blog/web");
    values.put("{name...}", "tcp/5432");
    values.put("{domain}", ManagementWorld.POOL);
    values.put("{provider}", world.provider.identity().value());
    values.put("{identity}", owner.identity().value());
    values.put(
        "{id}",
        text.contains("workloads")
            ? "web"
            : text.contains("certificates")
                ? certificate
                : text.contains("nodes")
                    ? world.nodeKey.identity().value()
                    : text.contains("providers")
                        ? world.provider.identity().value()
                        : owner.identity().value());
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace(value.getKey(), value.getValue());
    }
    return text.equals("/v1/routes/test") ? text + "?url=https://blog.gw.example.org/" : text;
  }
}
