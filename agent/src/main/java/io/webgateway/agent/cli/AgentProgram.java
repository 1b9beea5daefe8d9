package io.webgateway.agent.cli;

import io.webgateway.agent.Agent;
import io.webgateway.agent.config.AgentConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/**
 * The agent, as the command line runs it. No other command touches this class, so that none of them
 * loads the data plane, the web server or the database.
 */
final class AgentProgram {
  private AgentProgram() {}

  /**
   * Runs until the process is told to end; ends the agent in order before it does.
   *
   * @return only when the thread is interrupted
   */
  static int run(AgentConfig config, PrintWriter out) throws IOException {
    Agent agent = Agent.start(config);
    Thread end = Thread.ofPlatform().name("agent-end").unstarted(agent::close);
    Runtime.getRuntime().addShutdownHook(end);
    out.println(agent.greeting());
    out.flush();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }
}
