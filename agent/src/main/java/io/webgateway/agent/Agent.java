package io.webgateway.agent;

import io.webgateway.agent.config.AgentConfig;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway node. {@link #start} returns once it answers on its management API; {@link
 * #close} stops the parts in the reverse order of their start.
 */
public final class Agent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  private final Deque<AutoCloseable> running;
  private final String greeting;

  Agent(Deque<AutoCloseable> running, String greeting) {
    this.running = new ArrayDeque<>(running);
    this.greeting = greeting;
  }

  /**
   * Starts a node.
   *
   * @throws IOException when its data directory cannot be used, or an address of its management API
   *     is taken
   */
  public static Agent start(AgentConfig config) throws IOException {
    return new AgentAssembly(config).start();
  }

  /** What an administrator wants to read at the start: who this node is and what to do next. */
  public String greeting() {
    return greeting;
  }

  @Override
  public void close() {
    stop(running);
  }

  /** Closes the newest part first; one failure does not keep the others from being closed. */
  static void stop(Deque<AutoCloseable> running) {
    while (!running.isEmpty()) {
      AutoCloseable part = running.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.error("{} did not stop cleanly", part.getClass().getSimpleName(), e);
      }
    }
  }
}
