package io.webgateway.wire.document;

import io.webgateway.model.workload.WorkloadKind;
import java.util.ArrayList;
import java.util.List;

/** Which fields of a traffic policy a kind of workload has. */
final class PolicyFields {
  static final List<String> BALANCING =
      List.of("method", "hash", "sticky", "slowStartMillis", "panicPercent");
  static final List<String> HEALTH =
      List.of(
          "check",
          "path",
          "host",
          "status",
          "service",
          "intervalMillis",
          "timeoutMillis",
          "rise",
          "fall",
          "port",
          "ejection");
  static final List<String> EJECTION = List.of("failures", "baseMillis", "maxPercent");
  static final List<String> RETRIES = List.of("attempts", "budgetPercent");
  static final List<String> ALL_LOSS =
      List.of("mode", "holdMillis", "maxHeld", "resume", "replayBytes");
  static final List<String> PAUSE = List.of("mode", "message", "retryAfterSeconds");
  static final List<String> ALL_CIRCUIT = List.of("maxConnections", "maxRequests", "maxPending");
  static final List<String> ALL_BOUNDS =
      List.of(
          "maxConnections",
          "connectionsPerSecond",
          "requestsPerSecond",
          "bitsPerSecondIn",
          "bitsPerSecondOut");
  static final List<String> ALL_LIMITS = limits(ALL_BOUNDS, true);

  private PolicyFields() {}

  /** The fields of the document itself. */
  static List<String> of(WorkloadKind kind) {
    return kind == WorkloadKind.UDP_FORWARD
        ? List.of("balancing", "health", "circuit", "limits", "onBackendLoss", "pause")
        : List.of(
            "balancing",
            "health",
            "retries",
            "circuit",
            "limits",
            "proxyProtocol",
            "onBackendLoss",
            "pause");
  }

  /** Without requests a connection is what is under way; a flow does not wait. */
  static List<String> circuit(WorkloadKind kind) {
    return switch (kind) {
      case HTTP_SERVICE -> ALL_CIRCUIT;
      case TLS_PASSTHROUGH, TCP_FORWARD -> List.of("maxConnections", "maxPending");
      case UDP_FORWARD -> List.of("maxConnections");
    };
  }

  /** What has no messages and no first bytes has nothing to go on with. */
  static List<String> loss(WorkloadKind kind) {
    return switch (kind) {
      case HTTP_SERVICE -> List.of("mode", "holdMillis", "maxHeld", "resume");
      case TLS_PASSTHROUGH -> List.of("mode", "holdMillis", "maxHeld");
      case TCP_FORWARD -> ALL_LOSS;
      case UDP_FORWARD -> List.of("mode", "holdMillis");
    };
  }

  /** Only HTTP can say when to come again. */
  static List<String> pause(WorkloadKind kind) {
    return kind == WorkloadKind.HTTP_SERVICE ? PAUSE : List.of("mode", "message");
  }

  /** How many flows there may be is said with the rest of flows. */
  static List<String> bounds(WorkloadKind kind) {
    return switch (kind) {
      case HTTP_SERVICE -> ALL_BOUNDS;
      case TLS_PASSTHROUGH, TCP_FORWARD ->
          List.of("maxConnections", "connectionsPerSecond", "bitsPerSecondIn", "bitsPerSecondOut");
      case UDP_FORWARD -> List.of("connectionsPerSecond", "bitsPerSecondIn", "bitsPerSecondOut");
    };
  }

  static List<String> limits(WorkloadKind kind) {
    return limits(bounds(kind), kind == WorkloadKind.HTTP_SERVICE);
  }

  private static List<String> limits(List<String> bounds, boolean isHttp) {
    List<String> all = new ArrayList<>(bounds);
    if (isHttp) {
      all.addAll(List.of("maxHeaderBytes", "maxBodyBytes", SettingsReader.MIN_BODY));
    }
    all.add("perClient");
    return List.copyOf(all);
  }
}
