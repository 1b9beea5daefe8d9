package io.webgateway.agent;

import io.webgateway.agent.config.AgentConfig;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
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

  /**
   * Runs a node until the process is told to end (SIGTERM, SIGINT); says on standard error who it
   * is.
   *
   * @return the exit code of the process: 0, or 1 when it did not start
   */
  public static int run(AgentConfig config) {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(shutdown(told, ended));
    try (Agent agent = start(config)) {
      agent.greeting().lines().forEach(LOG::info);
      awaitQuietly(told);
      return 0;
    } catch (IOException | RuntimeException e) {
      LOG.error("The agent did not start: {}", e.getMessage());
      LOG.debug("Where it failed", e);
      return 1;
    } finally {
      ended.countDown();
    }
  }

  /** Tells the agent to end, and holds the process until it has. */
  private static Thread shutdown(CountDownLatch told, CountDownLatch ended) {
    return Thread.ofPlatform()
        .name("shutdown")
        .unstarted(
            () -> {
              told.countDown();
              awaitQuietly(ended);
            });
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
