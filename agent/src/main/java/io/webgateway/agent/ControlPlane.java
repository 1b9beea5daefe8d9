package io.webgateway.agent;

import io.webgateway.agent.reconcile.Reconciler;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything but the data plane: what is on disk, the ledger, and the management API. One process
 * of a node has it open at a time.
 */
final class ControlPlane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

  private final Deque<AutoCloseable> running;
  private final Reconciler reconciler;
  private final Greeting greeting;

  ControlPlane(Deque<AutoCloseable> running, Reconciler reconciler, Greeting greeting) {
    this.running = new ArrayDeque<>(running);
    this.reconciler = reconciler;
    this.greeting = greeting;
  }

  /** What an administrator wants to read at the start: who this node is and what to do next. */
  String greeting() {
    return greeting.text(reconciler.state().pool());
  }

  /** Whether the data plane has got its first table. */
  boolean hasApplied() {
    return reconciler.state().applied().isPresent();
  }

  /** Closes the parts in the reverse order of their start. */
  @Override
  public void close() {
    close(running);
  }

  /** Closes the newest part first; one failure does not keep the others from being closed. */
  static void close(Deque<AutoCloseable> running) {
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
