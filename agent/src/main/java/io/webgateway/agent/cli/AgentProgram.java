package io.webgateway.agent.cli;

import io.webgateway.agent.config.AgentConfig;
import java.lang.reflect.InvocationTargetException;

/** The agent, as the command line starts it. */
interface AgentProgram {

  /**
   * Runs until the agent is told to stop.
   *
   * @return the exit code of the process
   */
  int run(AgentConfig config);

  /**
   * Finds the agent by its name only when it is to run, so that no client command ever loads it or
   * what it stands on.
   */
  static AgentProgram byName() {
    return config -> {
      try {
        Class<?> agent = Class.forName("io.webgateway.agent.Agent");
        Object code = agent.getMethod("run", AgentConfig.class).invoke(null, config);
        return code instanceof Integer number ? number : ExitCode.OK;
      } catch (InvocationTargetException e) {
        throw asUnchecked(e.getCause() == null ? e : e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("This build has no agent to run", e);
      }
    };
  }

  private static RuntimeException asUnchecked(Throwable cause) {
    return cause instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException(cause.getMessage(), cause);
  }
}
