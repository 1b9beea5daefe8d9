package io.webgateway.agent.management;

import static io.webgateway.agent.management.ApiClient.code;
import static io.webgateway.agent.management.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementServerIT {
  @TempDir Path directory;
  private ManagementWorld world;
  private ApiClient client;

  @BeforeEach
  void open() throws IOException {
    world = new ManagementWorld(directory);
    client = new ApiClient(world);
  }

  @AfterEach
  void close() {
    client.close();
    world.close();
  }

  @Test
  void anAddressThatIsTakenIsToldAndTheSocketIsNotLeftBehind() {
    InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), world.port());
    assertThatThrownBy(() -> world.another(taken))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot listen for the management API on");
    assertThat(directory.resolve("other").resolve("management.sock")).doesNotExist();
  }

  @Test
  void theLedgerIsPublic() {
    HttpResponse<String> answer = client.get("/v1/ledger").send();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("ledger").asString("")).isEqualTo(world.ledger.ledger());
    assertThat(json(answer).path("node").asString("")).isEqualTo(world.nodeKey.identity().value());
    assertThat(json(answer).path("operators").get(0).asString(""))
        .isEqualTo(world.ledger.operator.publicKey().x());
  }

  @Test
  void recordsAreReadWithTheirReceiptsPageByPage() {
    HttpResponse<String> first = client.get("/v1/ledger/records?limit=2").send();
    assertThat(json(first).path("items").size()).isEqualTo(2);
    String next = json(first).path("next").asString("");
    HttpResponse<String> second = client.get("/v1/ledger/records?limit=1000&after=" + next).send();
    assertThat(json(second).path("items").size()).isEqualTo(3);
    assertThat(json(second).path("next").isMissingNode()).isTrue();
  }

  @Test
  void historyIsReadByItsOwnPrefix() {
    HttpResponse<String> answer = client.get("/v1/ledger/records?prefix=log/").send();
    assertThat(json(answer).path("items").size()).isEqualTo(5);
  }

  @Test
  void whatIsNoRecordIsNotOnThePublicLedger() {
    world.tenantWith("blog");
    for (String prefix : new String[] {"sealed/", "owner/", "at/", "meta/", "usage/", "port-o"}) {
      HttpResponse<String> answer = client.get("/v1/ledger/records?prefix=" + prefix).send();
      assertThat(answer.statusCode()).as(prefix).isEqualTo(400);
    }
  }

  @Test
  void oneRecordIsReadWithItsHashAsTag() {
    HttpResponse<String> answer =
        client.get("/v1/ledger/records/pool/" + ManagementWorld.POOL).send();
    assertThat(answer.headers().firstValue("content-type")).contains("application/jose");
    String[] lines = answer.body().split("\n");
    assertThat(lines).hasSize(2);
    assertThat(answer.headers().firstValue("etag"))
        .contains("\"" + RecordCodec.parse(lines[0]).hash() + "\"");
  }

  @Test
  void aReservationIsPutOnceAndReadBack() {
    SigningKey tenant = world.ledger.identity();
    world.ledger.grant(world.provider, tenant, 1, world.now.get().plus(Duration.ofDays(90)));
    SignedRecord record = world.ledger.reservation("blog", tenant, world.provider, world.now.get());
    String uri = "/v1/reservations/blog";
    HttpResponse<String> put = client.call("PUT", uri).record(record.compact()).send();
    assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
    assertThat(put.body()).startsWith(record.compact() + "\n");
    HttpResponse<String> again = client.call("PUT", uri).record(record.compact()).send();
    assertThat(again.statusCode()).isEqualTo(200);
    HttpResponse<String> view = client.get(uri).as(tenant).send();
    assertThat(json(view).path("state").asString("")).isEqualTo("active");
    assertThat(json(view).path("hash").asString("")).isEqualTo(record.hash());
    assertThat(json(client.get("/v1/reservations").as(tenant).send()).path("items").size())
        .isEqualTo(1);
  }

  @Test
  void aDryRunWritesNothing() {
    SigningKey tenant = world.ledger.identity();
    world.ledger.grant(world.provider, tenant, 1, world.now.get().plus(Duration.ofDays(90)));
    SignedRecord record = world.ledger.reservation("blog", tenant, world.provider, world.now.get());
    HttpResponse<String> signed =
        client.call("PUT", "/v1/reservations/blog?dryRun=true").record(record.compact()).send();
    assertThat(json(signed).path("wouldBeAccepted").asBoolean(false)).isTrue();
    HttpResponse<String> draft =
        client
            .call("PUT", "/v1/reservations/blog?dryRun=true")
            .record(RecordCodec.payload(record.record()))
            .header("Content-Type", "application/json")
            .send();
    assertThat(json(draft).path("wouldBeAccepted").asBoolean(false)).as(draft.body()).isTrue();
    HttpResponse<String> view = client.get("/v1/reservations/blog").as(tenant).send();
    assertThat(json(view).path("state").asString("")).isEqualTo("free");
  }

  @Test
  void aRefusalNamesFieldFaultAndCure() {
    SigningKey tenant = world.ledger.identity();
    SignedRecord record = world.ledger.reservation("blog", tenant, world.provider, world.now.get());
    HttpResponse<String> put =
        client.call("PUT", "/v1/reservations/blog").record(record.compact()).send();
    assertThat(put.statusCode()).isEqualTo(403);
    assertThat(put.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(json(put).path("errors").get(0).path("cure").asString("")).isNotEmpty();
  }

  @Test
  void aRecordUnderAnotherPathIsRefused() {
    SigningKey tenant = world.ledger.identity();
    SignedRecord record = world.ledger.reservation("blog", tenant, world.provider, world.now.get());
    HttpResponse<String> put =
        client.call("PUT", "/v1/reservations/shop").record(record.compact()).send();
    assertThat(put.statusCode()).isEqualTo(422);
    assertThat(code(put)).isEqualTo("other-key");
  }

  @Test
  void formIsCheckedBeforeAnythingElse() {
    SigningKey tenant = world.ledger.identity();
    assertThat(code(client.get("/v1/nowhere").send())).isEqualTo("no-such-path");
    HttpResponse<String> method = client.call("PATCH", "/v1/certificates").as(tenant).send();
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("allow")).contains("GET, POST");
    assertThat(client.get("/v1/ledger").header("Accept", "text/html").send().statusCode())
        .isEqualTo(406);
    HttpResponse<String> type =
        client
            .call("PUT", "/v1/reservations/blog")
            .record("x")
            .header("Content-Type", "a/b")
            .send();
    assertThat(type.statusCode()).isEqualTo(415);
    HttpResponse<String> large =
        client.call("POST", "/v1/certificates").as(tenant).json("x".repeat(200_000)).send();
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(code(client.get("/v1/ledger/records?limit=0").send())).isEqualTo("bad-parameter");
    assertThat(client.get("/v1/ledger/records?limit=1&limit=2").send().statusCode()).isEqualTo(400);
  }

  @Test
  void headIsGetWithoutABody() {
    HttpResponse<String> answer = client.call("HEAD", "/healthz").send();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aTokenIsTakenOnce() throws Exception {
    SigningKey tenant = world.ledger.identity();
    var request = client.get("/v1/reservations").as(tenant).request();
    var handler = HttpResponse.BodyHandlers.ofString();
    assertThat(client.http().send(request, handler).statusCode()).isEqualTo(200);
    HttpResponse<String> replay = client.http().send(request, handler);
    assertThat(replay.statusCode()).isEqualTo(401);
    assertThat(code(replay)).isEqualTo("token-replayed");
    assertThat(replay.headers().firstValue("www-authenticate")).contains("Bearer");
  }

  @Test
  void aCallFromAWebPageIsRefused() {
    HttpResponse<String> answer =
        client.get("/v1/ledger").header("Origin", "https://evil.example").send();
    assertThat(code(answer)).isEqualTo("foreign-origin");
  }

  @Test
  void theNodeShowsItsListenersToItsProviderOnly() {
    SigningKey tenant = world.ledger.identity();
    assertThat(json(client.get("/v1/node").as(world.provider).send()).path("listeners").size())
        .isEqualTo(1);
    assertThat(json(client.get("/v1/node").as(tenant).send()).path("listeners").size()).isZero();
  }

  @Test
  void theLocalAdministratorSeesTheNodeAndSignsForNobody() throws IOException {
    assertThat(UnixCall.get(world.socket, "/v1/node").json().path("listeners").size()).isEqualTo(1);
    assertThat(UnixCall.get(world.socket, "/v1/audit").status()).isEqualTo(200);
    assertThat(UnixCall.get(world.socket, "/v1/reservations").status()).isEqualTo(403);
    assertThat(UnixCall.get(world.socket, "/v1/certificates").status()).isEqualTo(403);
  }

  @Test
  void theLocalAdministratorSeesConditionsButNoMessageAndNoBackend() throws IOException {
    world.tenantWith("blog");
    UnixCall list = UnixCall.get(world.socket, "/v1/workloads");
    assertThat(list.json().path("items").size()).isEqualTo(1);
    assertThat(list.body())
        .contains("NoAnswer")
        .doesNotContain(ManagementWorld.SECRET_MESSAGE, ManagementWorld.SECRET_BACKEND);
  }

  @Test
  void enrolmentIsForTheUnixSocketOnly() throws IOException {
    Map<String, String> wish =
        Map.of("provider", world.provider.identity().value(), "pool", ManagementWorld.POOL);
    HttpResponse<String> overTls =
        client.call("POST", "/v1/enrolment").as(world.provider).json(wish).send();
    assertThat(code(overTls)).isEqualTo("unix-socket-only");
    UnixCall local =
        UnixCall.send(
            world.socket,
            "POST",
            "/v1/enrolment",
            "application/json",
            io.webgateway.wire.Json.write(wish));
    assertThat(local.json().path("proof").asString("")).isEqualTo("proof");
  }

  @Test
  void theSocketIsClosedToOthersAndRemovedAtTheEnd() throws IOException {
    Path folder = directory.resolve("run");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwxr-x---");
    world.server().close();
    assertThat(world.socket).doesNotExist();
  }

  @Test
  void aSocketOfADeadProcessIsReplacedAndALiveOneNamed() throws IOException {
    world.server().close();
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(world.socket));
      assertThatThrownBy(world::restart).hasMessageContaining(world.socket.toString());
    }
    assertThat(world.socket).exists();
    world.restart();
    assertThat(UnixCall.get(world.socket, "/healthz").status()).isEqualTo(200);
  }

  @Test
  void changesAreAuditedForWhoMadeThem() {
    SigningKey tenant = world.ledger.identity();
    SigningKey other = world.ledger.identity();
    client.call("POST", "/v1/certificates").as(tenant).json(Map.of("x", "y")).send();
    var entries = json(client.get("/v1/audit").as(tenant).send()).path("items");
    assertThat(entries.size()).isEqualTo(1);
    assertThat(entries.get(0).path("who").asString("")).isEqualTo(tenant.identity().value());
    assertThat(entries.get(0).path("outcome").asString("")).isEqualTo("bad-body");
    assertThat(json(client.get("/v1/audit").as(other).send()).path("items").size()).isZero();
    assertThat(json(client.get("/v1/audit").as(world.provider).send()).path("items").size())
        .isEqualTo(1);
  }
}
