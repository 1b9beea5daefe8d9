package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.cli.CliRun.Result;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code webgw tail} over the unix socket of a real management server. */
class TailIT {
  @TempDir Path folder;
  private AutoCloseable closing = () -> {};
  private CliRun cli = new CliRun(Path.of(""), InstantSource.system());
  private Consumer<TrafficEvent> publish = _ -> {};
  private BooleanSupplier isWatched = () -> false;

  @BeforeEach
  void aNode() throws IOException {
    CliWorld world = new CliWorld(folder.resolve("node"));
    closing = world;
    cli = new CliRun(folder.resolve("home"), world.clock).always("--agent", "unix:" + world.socket);
    publish = world.traffic::publish;
    isWatched = world.traffic::enabled;
  }

  @AfterEach
  void close() throws Exception {
    closing.close();
  }

  private static TrafficEvent exchange(String host, int status) {
    return new TrafficEvent.HttpExchange(
        "x",
        Instant.parse("2026-01-01T10:11:12.345Z"),
        12_000_000,
        "198.51.100.1",
        "blog/web",
        "owner",
        TrafficEvent.Protocol.HTTP_1_1,
        "GET",
        host,
        "/path",
        status,
        1,
        0,
        1_400,
        "[400::1]:80",
        CompletionReason.COMPLETED);
  }

  private Result tailing(List<TrafficEvent> events, String... arguments) {
    CompletableFuture<Result> result = CompletableFuture.supplyAsync(() -> cli.run(arguments));
    await().until(isWatched::getAsBoolean);
    events.forEach(publish);
    return result.join();
  }

  @Test
  void linesForPeopleAreAlignedAndRedactedLikeForAProvider() {
    Result result =
        tailing(
            List.of(exchange("a.example", 200), exchange("b.example", 503)),
            "tail",
            "--count",
            "2");
    assertThat(result.code()).as(result.err()).isZero();
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("TIME (UTC)");
    assertThat(lines.get(1)).contains("10:11:12.345  GET      200", "12 ms", "1.4 kB", "a.example");
    for (String title : List.of("METHOD", "CODE", "WORKLOAD", "WHAT")) {
      assertThat(lines.get(1).charAt(lines.get(0).indexOf(title))).isNotEqualTo(' ');
    }
    assertThat(result.out()).doesNotContain("/path", "198.51.100.1", "\u001b");
    await().until(() -> !isWatched.getAsBoolean());
  }

  @Test
  void programsGetOneObjectALine() {
    Result result =
        tailing(List.of(exchange("a.example", 200)), "tail", "--count", "1", "-o", "json");
    JsonNode event = Json.readTree(result.out().strip());
    assertThat(result.out().lines()).hasSize(1);
    assertThat(event.path("kind").asString("")).isEqualTo("http");
    assertThat(event.path("sequence").asLong(0)).isPositive();
  }

  @Test
  void optionsAndFilterMustAllFit() {
    Result result =
        tailing(
            List.of(
                exchange("a.example", 200), exchange("b.example", 503), exchange("a.example", 503)),
            "tail",
            "b.example",
            "or",
            "host:a.example",
            "--status",
            "5xx",
            "--method",
            "GET",
            "--workload",
            "blog",
            "--host",
            "a.*",
            "--count",
            "1");
    assertThat(result.out()).contains("503", "a.example").doesNotContain("b.example", " 200 ");
  }

  @Test
  void aTimeEndsItAndColoursAreForTerminalsThatDoNotForbidThem() {
    cli.atATerminal();
    Result coloured = tailing(List.of(exchange("a.example", 503)), "tail", "--for", "2s");
    assertThat(coloured.code()).isZero();
    assertThat(coloured.out()).contains("\u001b[31m");
    cli.with("NO_COLOR", "1");
    Result plain = tailing(List.of(exchange("a.example", 503)), "tail", "--count", "1");
    assertThat(plain.out()).contains("503").doesNotContain("\u001b");
  }

  @Test
  void aWrongFilterIsAUsageErrorWithItsPlace() {
    Result result = cli.run("tail", "host:a", "hots:b");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("no key \"hots\"", "at character 8", "Did you mean host:");
    assertThat(cli.run("tail", "--status", "many").err()).contains("--status", "status:404");
  }

  @Test
  void anAgentThatIsNotThereIsAnError() throws Exception {
    closing.close();
    Result result = cli.run("tail");
    assertThat(result.code()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(result.err()).doesNotContain("Exception");
  }
}
