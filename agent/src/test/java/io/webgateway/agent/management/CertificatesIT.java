package io.webgateway.agent.management;

import static io.webgateway.agent.management.ApiClient.code;
import static io.webgateway.agent.management.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesIT {
  private static final String LIST = "/v1/certificates";

  @TempDir Path directory;
  private ManagementWorld world;
  private ApiClient client;
  private SigningKey tenant;

  @BeforeEach
  void open() throws IOException {
    world = new ManagementWorld(directory);
    client = new ApiClient(world);
    tenant = world.tenantWith("blog");
  }

  @AfterEach
  void close() {
    client.close();
    world.close();
  }

  @Test
  void aCertificateIsUploadedReplacedAndRemoved() {
    HttpResponse<String> added =
        client.call("POST", LIST).as(tenant).json(upload("blog.example.org")).send();
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    assertThat(added.headers().firstValue("etag")).contains("\"1\"");
    assertThat(added.body()).doesNotContain("PRIVATE KEY");
    String one = LIST + "/" + json(added).path("id").asString("");
    HttpResponse<String> replaced =
        client
            .call("PUT", one)
            .as(tenant)
            .header("If-Match", "\"1\"")
            .json(upload("blog.example.org"))
            .send();
    assertThat(replaced.headers().firstValue("etag")).as(replaced.body()).contains("\"2\"");
    HttpResponse<String> removed =
        client.call("DELETE", one).as(tenant).header("If-Match", "\"2\"").send();
    assertThat(removed.statusCode()).isEqualTo(204);
    assertThat(client.get(one).as(tenant).send().statusCode()).isEqualTo(404);
  }

  @Test
  void aChangeNamesTheVersionThatItChanges() {
    HttpResponse<String> added =
        client.call("POST", LIST).as(tenant).json(upload("blog.example.org")).send();
    String one = LIST + "/" + json(added).path("id").asString("");
    assertThat(client.call("DELETE", one).as(tenant).send().statusCode()).isEqualTo(428);
    for (String tag : List.of("\"7\"", "W/\"1\"", "*", "1")) {
      HttpResponse<String> stale =
          client.call("DELETE", one).as(tenant).header("If-Match", tag).send();
      assertThat(stale.statusCode()).as(tag).isEqualTo(412);
    }
  }

  @Test
  void theSameKeyGivesTheFirstAnswerAgain() {
    Map<String, Object> upload = upload("blog.example.org");
    HttpResponse<String> first =
        client.call("POST", LIST).as(tenant).header("Idempotency-Key", "k1").json(upload).send();
    HttpResponse<String> again =
        client.call("POST", LIST).as(tenant).header("Idempotency-Key", "k1").json(upload).send();
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    HttpResponse<String> other =
        client
            .call("POST", LIST)
            .as(tenant)
            .header("Idempotency-Key", "k1")
            .json(upload("shop.example.org"))
            .send();
    assertThat(code(other)).isEqualTo("idempotency-key-reused");
  }

  @Test
  void everyFaultOfAnUploadIsNamed() {
    Map<String, Object> uncovered = upload("blog.example.org");
    uncovered.put("hosts", List.of("other.example.org"));
    HttpResponse<String> answer = client.call("POST", LIST).as(tenant).json(uncovered).send();
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).path("errors").get(0).path("pointer").asString("")).isEqualTo("/hosts");
    Map<String, Object> foreign = upload("blog.example.org");
    foreign.put("namespace", "not-mine");
    assertThat(code(client.call("POST", LIST).as(tenant).json(foreign).send()))
        .isEqualTo("name-not-held");
  }

  @Test
  void secretsAreNotRepeatedInProblems() {
    Map<String, Object> broken = upload("blog.example.org");
    String key = String.valueOf(broken.get("key"));
    broken.put("chain", key);
    broken.put("key", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0LXNlY3JldA==\n");
    HttpResponse<String> answer = client.call("POST", LIST).as(tenant).json(broken).send();
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).doesNotContain("c2VjcmV0", key.substring(40, 80));
  }

  @Test
  void theLocalAuthorityIsPublic() {
    HttpResponse<String> answer = client.get("/v1/certificates/ca").send();
    assertThat(answer.body()).isEqualTo(world.authority.pem());
  }

  private Map<String, Object> upload(String host) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("hosts", List.of(host));
    body.putAll(TestUploads.pem(world.authority, host));
    return body;
  }
}
