package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own, as scripts run it: no terminal anywhere. */
class WebgwProcessIT {
  @TempDir Path home;

  @Test
  void withoutATerminalNobodyIsAskedForASecret() throws Exception {
    assertThat(run("identity", "new", "ann").exitCode()).isZero();
    assertThat(run("identity", "list").output()).contains("ann");
  }

  @Test
  void clientCommandsLoadNeitherDataPlaneNorServerNorDatabase() throws Exception {
    Finished finished =
        start(List.of("-verbose:class"), "get", "nodes", "--agent", "unix:" + home.resolve("no"));
    assertThat(finished.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(finished.output())
        .contains("io.webgateway.agent.cli.GetCommand")
        .doesNotContain("io.netty.")
        .doesNotContain("io.helidon.")
        .doesNotContain("org.h2.")
        .doesNotContain("io.webgateway.agent.AgentAssembly");
  }

  private record Finished(int exitCode, String output) {}

  private Finished run(String... arguments) throws IOException, InterruptedException {
    return start(List.of(), arguments);
  }

  private Finished start(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Webgw.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("WEBGW_HOME", home.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Finished(process.exitValue(), output);
  }
}
