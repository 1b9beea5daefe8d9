package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.model.workload.Workload;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Waits until workloads are served by the agent, and tells why those are not that are not. */
final class ServingWait {
  private static final long PAUSE_MILLIS = 250;

  private final Cli cli;
  private final Gateway gateway;

  ServingWait(Cli cli, Gateway gateway) {
    this.cli = cli;
    this.gateway = gateway;
  }

  /** Asks again and again until all are served, or time is up. */
  Integer until(List<Workload> workloads, Duration limit) throws IOException {
    Instant end = cli.now().plus(limit);
    List<Workload> left = new ArrayList<>(workloads);
    left.removeIf(this::isServing);
    while (!left.isEmpty() && cli.now().isBefore(end)) {
      pause();
      left.removeIf(this::isServing);
    }
    for (Workload workload : left) {
      cli.terminal().err().println("webgw: " + workload.placement().path() + " is not served yet");
      conditions(workload)
          .forEach(
              condition ->
                  cli.terminal()
                      .err()
                      .println("  " + Printable.of(WorkloadViews.sentence(condition))));
    }
    cli.terminal().err().flush();
    return left.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private boolean isServing(Workload workload) {
    return conditions(workload).stream()
        .anyMatch(
            condition ->
                condition.path("type").asString("").equals("Serving")
                    && condition.path("status").asString("").equals("True"));
  }

  private List<JsonNode> conditions(Workload workload) {
    Optional<JsonNode> view = gateway.client().find("/v1/workloads/" + workload.placement().path());
    List<JsonNode> found = new ArrayList<>();
    view.ifPresent(tree -> tree.path("conditions").forEach(found::add));
    return found;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Waiting was interrupted", e);
    }
  }
}
