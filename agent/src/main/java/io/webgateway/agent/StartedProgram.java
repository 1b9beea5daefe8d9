package io.webgateway.agent;

import io.webgateway.agent.upgrade.SuccessorProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A successor as a process of its own. What it prints goes where this process's does.
 *
 * @param process it
 */
record StartedProgram(Process process) implements SuccessorProcess {
  /**
   * Starts it.
   *
   * @param command program and arguments
   * @param environment more variables
   * @throws IOException when it cannot be started
   */
  static StartedProgram start(List<String> command, Map<String, String> environment, Path meeting)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(environment);
    builder.environment().put(VARIABLE, meeting.toString());
    return new StartedProgram(builder.start());
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public CompletableFuture<String> ended() {
    return process.onExit().thenApply(over -> "exit code " + over.exitValue());
  }

  @Override
  public void end() {
    process.destroyForcibly();
  }
}
