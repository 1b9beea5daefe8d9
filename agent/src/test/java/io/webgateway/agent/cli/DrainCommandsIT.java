package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.cli.CliRun.Result;
import io.webgateway.agent.routing.drain.DrainScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drains from the command line, by the local administrator. */
class DrainCommandsIT {
  @TempDir Path folder;
  private CliWorld world;
  private CliRun cli;

  @BeforeEach
  void open() throws IOException {
    world = new CliWorld(folder.resolve("node"));
    cli = new CliRun(folder.resolve("home"), world.clock);
    cli.with("WEBGW_AGENT", "unix:" + world.socket);
  }

  @AfterEach
  void close() throws Exception {
    world.close();
  }

  private String ok(String... arguments) {
    Result result = cli.run(arguments);
    assertThat(result.code()).as(String.join(" ", arguments) + ": " + result.err()).isZero();
    return result.out();
  }

  @Test
  void aNodeIsDrainedAndNoLonger() {
    assertThat(ok("node", "drain", "--limit", "5m"))
        .contains("the node is drained: 2 connections, 1 exchange left; what is left at");
    assertThat(ok("get", "drains")).contains("node", "waiting", "2 connections, 1 exchange");
    assertThat(cli.run("node", "drain").err()).contains("This is drained already");
    assertThat(ok("node", "undrain")).contains("the node is no longer drained");
    assertThat(cli.run("node", "undrain").code()).isNotZero();
  }

  @Test
  void waitingTellsHowItGoesUntilNothingIsLeft() throws Exception {
    CompletableFuture<String> out =
        CompletableFuture.supplyAsync(() -> ok("listener", "drain", "tcp/5432", "--wait"));
    DrainScope scope = new DrainScope.OfListener("tcp/5432");
    await().until(() -> world.drains.progress(scope).isPresent());
    world.drains.allLeave();
    assertThat(out.get().lines().toList().getLast())
        .isEqualTo("the listener tcp/5432 is drained: nothing is left");
    assertThat(ok("listener", "undrain", "tcp/5432")).contains("tcp/5432 is no longer drained");
    assertThat(cli.run("listener", "drain", "unheard").code()).isNotZero();
  }

  @Test
  void aDrainIsJsonForPrograms() {
    Result begun = cli.run("node", "drain", "-o", "json");
    assertThat(begun.json().path("left").path("connections").asInt()).isEqualTo(2);
    assertThat(begun.json().path("phase").asString("")).isEqualTo("waiting");
  }
}
