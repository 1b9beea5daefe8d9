package io.webgateway.wire.document;

import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.model.workload.policy.BackendLoss;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.CircuitLimits;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.Pause;
import io.webgateway.model.workload.policy.ProxyProtocol;
import io.webgateway.model.workload.policy.Retries;
import io.webgateway.model.workload.policy.TrafficLimits;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a traffic policy into a document, every default of the kind included. What the kind does
 * not have is written too where it says something, so that a reader finds fault with it.
 */
final class PolicyWriter {
  private PolicyWriter() {}

  static void put(ObjectNode tree, TrafficPolicy policy, WorkloadKind kind) {
    List<String> own = PolicyFields.of(kind);
    put(tree.putObject("balancing"), policy.balancing());
    put(tree.putObject("health"), policy.health());
    if (own.contains("retries") || !policy.retries().equals(Retries.DEFAULT)) {
      tree.putObject("retries")
          .put("attempts", policy.retries().attempts())
          .put("budgetPercent", policy.retries().budgetPercent());
    }
    put(tree.putObject("circuit"), policy.circuit(), PolicyFields.circuit(kind));
    put(tree.putObject("limits"), policy.limits(), kind);
    if (own.contains("proxyProtocol") || policy.proxyProtocol() != ProxyProtocol.OFF) {
      tree.put("proxyProtocol", policy.proxyProtocol().word());
    }
    put(tree.putObject("onBackendLoss"), policy.backendLoss(), PolicyFields.loss(kind));
    put(tree.putObject("pause"), policy.pause(), PolicyFields.pause(kind));
  }

  private static void put(ObjectNode tree, BackendLoss loss, List<String> own) {
    switch (loss) {
      case BackendLoss.Fail _ -> tree.put("mode", Words.LOSSES.word(Words.Loss.FAIL));
      case BackendLoss.Wait wait -> {
        tree.put("mode", Words.LOSSES.word(Words.Loss.WAIT)).put("holdMillis", wait.holdMillis());
        if (own.contains("maxHeld") || wait.maxHeld() != BackendLoss.Wait.DEFAULT.maxHeld()) {
          tree.put("maxHeld", wait.maxHeld());
        }
        if (own.contains("resume") || wait.resumes()) {
          tree.put("resume", wait.resumes());
        }
        put(tree, own, "replayBytes", wait.replayBytes());
      }
    }
  }

  private static void put(ObjectNode tree, Pause pause, List<String> own) {
    tree.put("mode", Words.PAUSES.word(pause.isOn()));
    if (pause instanceof Pause.On(String message, long retryAfterSeconds)) {
      tree.put("message", message);
      if (own.contains("retryAfterSeconds")
          || retryAfterSeconds != Pause.On.DEFAULT.retryAfterSeconds()) {
        tree.put("retryAfterSeconds", retryAfterSeconds);
      }
    }
  }

  private static void put(ObjectNode tree, Balancing balancing) {
    tree.put("method", balancing.method().word());
    tree.put(
        "hash",
        switch (balancing.hashKey()) {
          case Balancing.HashKey.ClientAddress _ -> "address";
          case Balancing.HashKey.Path _ -> "path";
          case Balancing.HashKey.Header(String name) -> PolicyReader.HEADER + name;
        });
    switch (balancing.stickiness()) {
      case Balancing.Stickiness.Off _ -> tree.put("sticky", DocumentFields.OFF);
      case Balancing.Stickiness.ClientAddress _ -> tree.put("sticky", "address");
      case Balancing.Stickiness.Cookie(String name, long maxAgeSeconds) ->
          tree.putObject("sticky").put("cookie", name).put("maxAgeSeconds", maxAgeSeconds);
    }
    tree.put("slowStartMillis", balancing.slowStartMillis());
    tree.put("panicPercent", balancing.panicPercent());
  }

  private static void put(ObjectNode tree, HealthPolicy health) {
    tree.put("check", Words.CHECKS.word(Words.Check.of(health.check())));
    switch (health.check()) {
      case HealthPolicy.ActiveCheck.Http http -> {
        tree.put("path", http.path());
        if (!http.host().isEmpty()) {
          tree.put("host", http.host());
        }
        tree.put("status", HealthReader.status(http));
      }
      case HealthPolicy.ActiveCheck.Grpc(String service) -> {
        if (!service.isEmpty()) {
          tree.put("service", service);
        }
      }
      case HealthPolicy.ActiveCheck.Off _,
          HealthPolicy.ActiveCheck.Tcp _,
          HealthPolicy.ActiveCheck.Tls _ -> {}
    }
    HealthPolicy.Schedule schedule = health.schedule();
    tree.put("intervalMillis", schedule.intervalMillis())
        .put("timeoutMillis", schedule.timeoutMillis())
        .put("rise", schedule.rise())
        .put("fall", schedule.fall());
    if (schedule.port() != 0) {
      tree.put("port", schedule.port());
    }
    tree.putObject("ejection")
        .put("failures", health.ejection().failures())
        .put("baseMillis", health.ejection().baseMillis())
        .put("maxPercent", health.ejection().maxPercent());
  }

  private static void put(ObjectNode tree, CircuitLimits circuit, List<String> own) {
    put(tree, own, "maxConnections", circuit.maxConnections());
    put(tree, own, "maxRequests", circuit.maxRequests());
    put(tree, own, "maxPending", circuit.maxPending());
  }

  private static void put(ObjectNode tree, TrafficLimits limits, WorkloadKind kind) {
    put(tree, limits.workload(), kind);
    List<String> own = PolicyFields.limits(kind);
    put(tree, own, "maxHeaderBytes", limits.maxHeaderBytes());
    put(tree, own, "maxBodyBytes", limits.maxBodyBytes());
    put(tree.putObject("perClient"), limits.client(), kind);
  }

  private static void put(ObjectNode tree, TrafficLimits.Bounds bounds, WorkloadKind kind) {
    List<String> own = PolicyFields.bounds(kind);
    put(tree, own, "maxConnections", bounds.maxConnections());
    put(tree, own, "connectionsPerSecond", bounds.connectionsPerSecond());
    put(tree, own, "requestsPerSecond", bounds.requestsPerSecond());
    put(tree, own, "bitsPerSecondIn", bounds.bitsPerSecondIn());
    put(tree, own, "bitsPerSecondOut", bounds.bitsPerSecondOut());
  }

  private static void put(ObjectNode tree, List<String> own, String name, long number) {
    if (own.contains(name) || number != 0) {
      tree.put(name, number);
    }
  }
}
