package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.cli.CliRun.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An owner closes a workload for a while from the command line, and opens it again. */
class PauseCommandsIT {
  @TempDir Path folder;
  private CliWorld world;
  private CliRun cli;

  @BeforeEach
  void aTenantWithAWorkload() throws IOException {
    world = new CliWorld(folder.resolve("node"));
    cli = new CliRun(folder.resolve("home"), world.clock);
    String socket = "unix:" + world.socket;
    ok("identity", "new", "farm", "--agent", socket);
    ok("node", "enrol", "--pool", "gw.example.org", "--agent", socket, "--identity", "farm");
    JsonNode ann = ok("identity", "new", "ann", "-o", "json").json();
    ok("grant", ann.path("identity").asString(""), "--names", "2", "--identity", "farm");
    cli.with("WEBGW_IDENTITY", "ann");
    ok("reserve", "blog");
    ok("publish", "blog/web", "--backend", "[400::1]:80");
  }

  @AfterEach
  void close() throws Exception {
    world.close();
  }

  private Result ok(String... arguments) {
    Result result = cli.run(arguments);
    assertThat(result.code()).as(String.join(" ", arguments) + ": " + result.err()).isZero();
    return result;
  }

  @Test
  void aWorkloadIsPausedAndResumedByEditsThatTheOwnerSigns() {
    Result rehearsed = ok("workload", "pause", "blog/web", "--dry-run");
    assertThat(rehearsed.out()).contains("would be accepted");
    ok("workload", "pause", "blog/web", "--message", "We move.", "--retry-after", "15m");
    assertThat(ok("workload", "pause", "blog/web", "--message", "We move.", "--retry-after", "15m"))
        .extracting(Result::out)
        .asString()
        .contains("unchanged blog/web");
    ok("workload", "resume", "blog/web");
    assertThat(ok("workload", "resume", "blog/web").out()).contains("unchanged blog/web");
    Result unheard = cli.run("workload", "pause", "blog/unheard");
    assertThat(unheard.code()).isNotZero();
    assertThat(unheard.err()).contains("There is no workload blog/unheard");
  }

  @Test
  void aMessageThatIsTooLongIsRefusedWithItsField() {
    Result refused = cli.run("workload", "pause", "blog/web", "--message", "x".repeat(501));
    assertThat(refused.code()).isNotZero();
    assertThat(refused.err()).contains("pause.message");
  }
}
