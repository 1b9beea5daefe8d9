package io.webgateway.agent.cli;

import io.webgateway.agent.Agent;
import io.webgateway.agent.Launch;
import io.webgateway.agent.config.AgentConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The agent, as the command line runs it. No other command touches this class, so that none of them
 * loads the data plane, the web server or the database.
 */
final class AgentProgram {
  /** A source checkout is not built meanwhile: nobody waits for that long. */
  private static final Map<String, String> NO_BUILD = Map.of("WEBGW_NO_BUILD", "1");

  private AgentProgram() {}

  /**
   * Runs until the process is told to end, or was succeeded and has nothing left to do; ends the
   * agent in order before it does.
   *
   * @param file the configuration's, for the next process
   * @param environment of this process
   */
  static int run(
      AgentConfig config, Optional<Path> file, Map<String, String> environment, PrintWriter out)
      throws IOException {
    Agent agent = Agent.start(config, Launch.of(environment, command(file), NO_BUILD));
    Thread end = Thread.ofPlatform().name("agent-end").unstarted(agent::close);
    Runtime.getRuntime().addShutdownHook(end);
    out.println(agent.greeting());
    out.flush();
    try {
      agent.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }

  /** What starts the program as it is installed now; without a launcher, as it was started. */
  private static List<String> command(Optional<Path> file) {
    List<String> command = new ArrayList<>();
    String launcher = System.getProperty("webgw.launcher", "");
    if (launcher.isEmpty()) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Webgw.class.getName()));
    } else {
      command.add(launcher);
    }
    command.addAll(List.of("agent", "run"));
    file.ifPresent(path -> command.addAll(List.of("--config", path.toAbsolutePath().toString())));
    return command;
  }
}
