package io.webgateway.agent.management;

import static io.webgateway.agent.management.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may drain what, and who learns of it. */
class DrainsIT {
  private static final String NODE = "/v1/drains/node";
  private static final String WORKLOAD = "/v1/drains/workloads/blog/web";

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

  private HttpResponse<String> begin(String path, SigningKey caller) {
    return client.call("POST", path).as(caller).json(Map.of()).send();
  }

  private HttpResponse<String> get(String path, SigningKey caller) {
    return client.get(path).as(caller).send();
  }

  @Test
  void aNodeThatIsDrainedIsNotReadyAndSaysWhy() {
    assertThat(client.get("/readyz").send().statusCode()).isEqualTo(200);
    HttpResponse<String> begun = begin(NODE, world.provider);
    assertThat(begun.statusCode()).isEqualTo(201);
    assertThat(json(begun).path("left").path("connections").asInt()).isEqualTo(2);
    HttpResponse<String> ready = client.get("/readyz").send();
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("The node is drained since");
    assertThat(client.get("/healthz").send().statusCode()).isEqualTo(200);
    HttpResponse<String> ended =
        client.call("DELETE", NODE).as(world.provider).header("If-Match", "\"1\"").send();
    assertThat(ended.statusCode()).isEqualTo(204);
    assertThat(client.get("/readyz").send().statusCode()).isEqualTo(200);
  }

  @Test
  void whoRunsTheNodeDrainsEverythingAndAnOwnerWhatIsHis() {
    SigningKey stranger = world.ledger.identity();
    SigningKey viewer = world.ledger.identity();
    world.grantView(viewer);
    for (String path : new String[] {NODE, "/v1/drains/listeners/https"}) {
      assertThat(begin(path, owner).statusCode()).isEqualTo(403);
      assertThat(begin(path, viewer).statusCode()).isEqualTo(403);
      assertThat(begin(path, world.provider).statusCode()).isEqualTo(201);
      assertThat(get(path, viewer).statusCode()).isEqualTo(200);
      assertThat(get(path, owner).statusCode()).isEqualTo(403);
    }
    assertThat(begin(WORKLOAD, stranger).statusCode()).isEqualTo(404);
    assertThat(begin(WORKLOAD, viewer).statusCode()).isEqualTo(403);
    assertThat(begin(WORKLOAD, owner).statusCode()).isEqualTo(201);
    assertThat(begin(WORKLOAD, world.provider).statusCode()).as("it runs").isEqualTo(409);
    assertThat(json(get("/v1/drains", owner)).path("items").size()).isEqualTo(1);
    assertThat(json(get("/v1/drains", stranger)).path("items").size()).isZero();
    assertThat(json(get("/v1/drains", world.provider)).path("items").size()).isEqualTo(3);
    assertThat(begin("/v1/drains/listeners/unheard", world.provider).statusCode()).isEqualTo(404);
  }

  @Test
  void termsThatCannotBeAreRefusedWithTheirField() {
    for (Map<String, Long> wrong :
        List.of(
            Map.of("limitMillis", 0L),
            Map.of("limitMillis", 86_400_001L),
            Map.of("limitMillis", 10L, "jitterMillis", 11L))) {
      HttpResponse<String> answer = client.call("POST", NODE).as(world.provider).json(wrong).send();
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).contains("Millis\"");
    }
  }

  @Test
  void theLocalAdministratorDrainsOnTheUnixSocketAndItIsInTheTrail() throws IOException {
    assertThat(
            UnixCall.send(world.socket, "POST", NODE, "application/json", "{\"limitMillis\":1000}")
                .status())
        .isEqualTo(201);
    assertThat(get("/v1/audit", world.provider).body()).contains(NODE);
  }
}
