package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.cli.CliRun.Result;
import io.webgateway.agent.observe.BackendsHealth;
import io.webgateway.agent.observe.usage.UsageKey;
import io.webgateway.agent.observe.usage.WorkloadUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code get usage} and {@code get backends}, in every form. */
class GetFiguresIT {
  private static final String POOL = "gw.example.org";

  @TempDir private Path folder = Path.of("");
  private Optional<CliWorld> world = Optional.empty();
  private Optional<CliRun> cli = Optional.empty();

  @BeforeEach
  void aTenantWithAWorkload() throws IOException {
    CliWorld node = new CliWorld(folder.resolve("node"));
    world = Optional.of(node);
    CliRun run = new CliRun(folder.resolve("home"), node.clock);
    cli = Optional.of(run);
    String socket = "unix:" + node.socket;
    ok("identity", "new", "farm", "--agent", socket);
    ok("node", "enrol", "--pool", POOL, "--agent", socket, "--identity", "farm");
    ok("identity", "new", "ann");
    ok("grant", ann(), "--names", "2", "--identity", "farm");
    run.with("WEBGW_IDENTITY", "ann");
    ok("reserve", "blog");
    ok("publish", "blog/web", "--backend", "[400::1]:80", "--backend", "[400::2]:80*3");
  }

  @AfterEach
  void close() throws Exception {
    if (world.isPresent()) {
      world.get().close();
    }
  }

  private CliWorld node() {
    return world.orElseThrow();
  }

  private Result ok(String... arguments) {
    Result result = cli.orElseThrow().run(arguments);
    assertThat(result.code()).as(String.join(" ", arguments) + ": " + result.err()).isZero();
    return result;
  }

  private String ann() {
    for (JsonNode one : ok("identity", "list", "-o", "json").json()) {
      if (one.path("name").asString("").equals("ann")) {
        return one.path("identity").asString("");
      }
    }
    throw new AssertionError("ann is not there");
  }

  private void used() throws IOException {
    WorkloadUsage usage = node().meters.of(new UsageKey("blog/web", ann()));
    usage.request();
    usage.request();
    usage.in(1_500);
    usage.out(2_000_000);
    usage.datagramsIn(3, 90);
    node().usage.flush();
  }

  @Test
  void usageIsATableForPeople() throws IOException {
    used();
    List<String> lines = ok("get", "usage").out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .matches("FROM \\(UTC\\) +WORKLOAD +TENANT +REQUESTS +IN +OUT +CONNECTIONS +OPEN .*");
    assertThat(lines.getLast()).contains("blog/web", "  2  ", "2.0 MB", "3/0");
  }

  @Test
  void usageIsCsvForPrograms() throws IOException {
    used();
    List<String> lines = ok("get", "usage", "-o", "csv").out().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo(
            "from,workload,tenant,requests,bytes_in,bytes_out,connections,connection_seconds,"
                + "datagrams_in,datagrams_out");
    assertThat(lines).hasSize(2);
    assertThat(lines.getLast()).contains(",blog/web," + ann() + ",2,1590,2000000,0,0.0,3,0");
  }

  @Test
  void usageIsJsonForPrograms() throws IOException {
    used();
    JsonNode found = ok("get", "usage", "--workload", "blog/web", "-o", "json").json();
    assertThat(found.path("more").asBoolean(true)).isFalse();
    assertThat(found.path("items").size()).isEqualTo(1);
    assertThat(found.path("items").path(0).path("bytesOut").asLong(0)).isEqualTo(2_000_000);
  }

  @Test
  void withoutUsageThatIsSaidAndOtherThingsAreNoCsv() {
    Result nothing = ok("get", "usage");
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err()).contains("No usage");
    Result refused = cli.orElseThrow().run("get", "workloads", "-o", "csv");
    assertThat(refused.code()).isNotZero();
    assertThat(refused.err()).contains("Usage alone can be written as CSV");
  }

  @Test
  void whatIsNotServedHereHasNoBackendsAndOneIsToBeNamed() {
    assertThat(ok("get", "backends", "blog/web").err()).contains("does not serve blog/web");
    assertThat(cli.orElseThrow().run("get", "backends").err())
        .contains("webgw get backends NAME/ID");
  }

  private void served(boolean panic) {
    Instant before = node().clock.instant().minusSeconds(90);
    node()
        .serve(
            "blog/web",
            ann(),
            new BackendsHealth(
                List.of(
                    new BackendsHealth.Backend(
                        "[400::1]:80",
                        1,
                        BackendsHealth.State.HEALTHY,
                        before,
                        "",
                        Optional.of(before.plusSeconds(85)),
                        Optional.of(7),
                        Optional.of(
                            new BackendsHealth.Doubt(
                                BackendsHealth.Check.FAILED,
                                1,
                                3,
                                "did not answer within 2000 ms"))),
                    new BackendsHealth.Backend(
                        "[400::2]:80",
                        3,
                        BackendsHealth.State.DOWN,
                        before,
                        "refused the connection",
                        Optional.of(before.plusSeconds(85)),
                        Optional.empty(),
                        Optional.empty())),
                panic));
  }

  @Test
  void backendsAreATableWithTheReasonWhyOneIsDown() {
    served(false);
    Result result = ok("get", "backends", "blog/web");
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst())
        .matches("BACKEND +STATE +SINCE +WEIGHT +UNDER WAY +LAST CHECK +WHY *");
    assertThat(lines.get(1))
        .matches(
            "\\[400::1]:80 +healthy, last check failed 1 of 3 +.* 1 +7 +.*It did not answer within 2000 ms\\. *");
    assertThat(lines.getLast())
        .matches("\\[400::2]:80 +down +.* 3 +not counted +.*It refused the connection\\. *");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void itIsSaidWhenAllBackendsGetTrafficThoughFewAreHealthy() {
    served(true);
    assertThat(ok("get", "backends", "blog/web").err()).contains("all of them get traffic");
  }

  @Test
  void backendsAreJsonForPrograms() {
    served(false);
    JsonNode found = ok("get", "backends", "blog/web", "-o", "json").json();
    assertThat(found.path("served").asBoolean(false)).isTrue();
    JsonNode well = found.path("backends").path(0);
    assertThat(well.path("state").asString("")).isEqualTo("healthy");
    assertThat(well.path("underWay").asInt(0)).isEqualTo(7);
    assertThat(well.path("doubt").path("lastCheck").asString("")).isEqualTo("failed");
    assertThat(well.has("why")).isFalse();
    JsonNode down = found.path("backends").path(1);
    assertThat(down.path("address").asString("")).isEqualTo("[400::2]:80");
    assertThat(down.path("state").asString("")).isEqualTo("down");
    assertThat(down.path("why").asString("")).isEqualTo("refused the connection");
    assertThat(down.has("underWay")).isFalse();
  }
}
