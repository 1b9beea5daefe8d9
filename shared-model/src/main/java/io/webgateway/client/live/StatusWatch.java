package io.webgateway.client.live;

import io.webgateway.client.GatewayClient;
import io.webgateway.client.RefusedException;
import io.webgateway.client.ResumingEvents;
import io.webgateway.client.ServerEvent;
import io.webgateway.client.UntrustedException;
import io.webgateway.client.screen.ConditionRow;
import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.WireException;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;

/**
 * Follows the changes of conditions on one agent in the client's name, through broken connections
 * and ended tokens. Thread-safe.
 */
public final class StatusWatch implements AutoCloseable {
  private static final String TARGET = "/v1/events";

  private final ResumingEvents events;
  private final StatusListener listener;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread thread;

  private StatusWatch(GatewayClient client, StatusListener listener) {
    this.events = new ResumingEvents(client, TARGET);
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("status-watch").unstarted(this::follow);
  }

  /**
   * Begins to follow, on a virtual thread of its own.
   *
   * @param client stays the caller's; close it after this
   */
  public static StatusWatch start(GatewayClient client, StatusListener listener) {
    StatusWatch watch = new StatusWatch(client, listener);
    watch.thread.start();
    return watch;
  }

  private void follow() {
    try {
      events.follow(this::take, this::interrupted);
    } catch (RefusedException e) {
      refused(e.problem());
    } catch (UntrustedException e) {
      String fault = String.valueOf(e.getMessage());
      refused(
          ProblemDocument.of(
              0,
              "untrusted",
              "Whoever answers is not the node",
              "",
              fault,
              "Compare the node's id with the one that its provider gave you"));
    }
  }

  private void take(ServerEvent event) {
    if (closed.get()) {
      return;
    }
    switch (event.type()) {
      case "hello" -> listener.connected();
      case "gap" -> listener.gap();
      case "condition" -> changed(event.data());
      default -> {
        // A newer node may tell more than this program knows of.
      }
    }
  }

  private void changed(String data) {
    try {
      JsonNode tree = Json.readTree(data);
      String workload = tree.path("workload").asString("");
      if (tree.path("removed").asBoolean(false)) {
        listener.removed(workload);
      } else {
        listener.conditions(workload, ConditionRow.listOf(tree.path("conditions")));
      }
    } catch (WireException e) {
      listener.gap();
    }
  }

  private void interrupted(String reason) {
    if (!closed.get()) {
      listener.interrupted(reason);
    }
  }

  private void refused(ProblemDocument problem) {
    if (!closed.getAndSet(true)) {
      listener.refused(problem);
    }
  }

  /** Ends at once; the listener is not called again, but for a call that runs just now. */
  @Override
  public void close() {
    closed.set(true);
    events.close();
    thread.interrupt();
  }
}
