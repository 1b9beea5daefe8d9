package io.webgateway.bench.change.side;

import io.webgateway.bench.BenchException;
import io.webgateway.client.AgentConnection;
import io.webgateway.client.Gateway;
import io.webgateway.client.Home;
import io.webgateway.client.IdentityFile;
import io.webgateway.client.KeyRing;
import io.webgateway.client.Profile;
import io.webgateway.client.UnreachableException;
import io.webgateway.client.Workloads;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.Json;
import io.webgateway.wire.document.WorkloadDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The tenant at work: signs, publishes, and waits until it is served. One thread's. */
final class OurPublisher implements AutoCloseable {
  /** Before there is an agent. */
  static final OurPublisher NONE = new OurPublisher(Optional.empty());

  private static final long SERVED_SECONDS = 60;
  private static final int RECONNECTS = 100;
  private static final long PAUSE_MILLIS = 20;

  private final Optional<Supplier<Gateway>> gateways;

  private OurPublisher(Optional<Supplier<Gateway>> gateways) {
    this.gateways = gateways;
  }

  /** As the command line would with the identity {@code tenant} and the only profile. */
  static OurPublisher open(Path folder) throws IOException {
    Home home = new Home(folder);
    Profile profile = home.profiles().values().iterator().next();
    KeyRing ring = IdentityFile.read(home.identity("tenant")).open(new char[0]);
    return new OurPublisher(
        Optional.of(
            () ->
                Gateway.of(
                    AgentConnection.open(profile, ring.authority(), InstantSource.system()),
                    Optional.of(ring),
                    Optional.empty())));
  }

  /** Publishes a definition, and waits until the node says that this very version is served. */
  void publish(Map<String, Object> document) throws InterruptedException {
    JsonNode tree = Json.toTree(document);
    Workload workload =
        switch (WorkloadDocument.read(tree)) {
          case WorkloadDocument.Parsed parsed -> parsed.workload();
          case WorkloadDocument.Invalid invalid ->
              throw new BenchException("not a workload: " + invalid + "\n" + Json.write(tree));
        };
    patiently(
        gateway -> {
          gateway.workloads().publish(workload, new Workloads.Expecting.Anything());
          awaitServed(gateway, workload.placement().path());
        });
  }

  /** Takes one back. */
  void delete(String id) throws InterruptedException {
    patiently(gateway -> gateway.workloads().delete("bench", id));
  }

  private interface Work {
    void with(Gateway gateway) throws InterruptedException;
  }

  /** The management API is away for a moment while a new process takes over. */
  private void patiently(Work work) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try (Gateway gateway = gateways.orElseThrow().get()) {
        work.with(gateway);
        return;
      } catch (UnreachableException e) {
        if (attempt == RECONNECTS) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(10 * PAUSE_MILLIS);
      }
    }
  }

  private static void awaitServed(Gateway gateway, String path) throws InterruptedException {
    long version =
        gateway
            .workloads()
            .find(path.substring(0, path.indexOf('/')), path.substring(path.indexOf('/') + 1))
            .orElseThrow()
            .version();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SERVED_SECONDS);
    while (true) {
      JsonNode view = gateway.client().get("/v1/workloads/" + path);
      if (view.path("version").asLong(0) == version && isServing(view.path("conditions"))) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new BenchException(path + " is not served:\n" + Json.writePretty(view));
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private static boolean isServing(JsonNode conditions) {
    for (JsonNode condition : conditions) {
      if (condition.path("type").asString("").equals("Serving")) {
        return condition.path("status").asString("").equals("True");
      }
    }
    return false;
  }

  @Override
  public void close() {
    // Each task has a connection of its own.
  }
}
