package io.webgateway.bench.change.side;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Draws live edits: of anything that a workload's document has and that should end nothing for the
 * visitors here. Pure but for the chance that is handed in.
 */
final class EditDice {
  private final RandomGenerator random;
  private int extraPath;
  private String minVersion = "1.2";

  EditDice(RandomGenerator random) {
    this.random = random;
  }

  /**
   * A field with its new value.
   *
   * @param field of the document, at its top
   * @param value as JSON has it
   */
  record Setting(String field, Object value) {}

  /** What is to be done. */
  sealed interface Edit {
    /** Some fields of a workload are changed at once. */
    record Fields(String workload, List<Setting> settings) implements Edit {}

    /** The host gets a further path, or loses the one that it got. */
    record ExtraPath(String prefix, boolean isThere) implements Edit {}
  }

  /** The next one. */
  Edit roll() {
    int face = random.nextInt(10);
    if (face == 0) {
      extraPath++;
      // Published and taken back in turns.
      return new Edit.ExtraPath("/extra-" + (extraPath + 1) / 2, extraPath % 2 == 1);
    }
    String workload = face <= 5 ? "web" : face <= 7 ? "tcp" : "udp";
    Map<String, Object> settings = new LinkedHashMap<>();
    int count = random.nextInt(1, 4);
    for (int i = 0; i < count; i++) {
      Setting setting = setting(workload);
      settings.put(setting.field(), setting.value());
    }
    List<Setting> all = new ArrayList<>();
    settings.forEach((field, value) -> all.add(new Setting(field, value)));
    return new Edit.Fields(workload, all);
  }

  private Setting setting(String workload) {
    return switch (workload) {
      case "web" -> web();
      case "tcp" -> common(true);
      default -> random.nextInt(3) == 0 ? flows() : common(false);
    };
  }

  private Setting web() {
    return switch (random.nextInt(11)) {
      case 0 -> new Setting("tls", tls());
      case 1 -> new Setting("hosts", hosts());
      case 2 -> new Setting("limits", webLimits());
      case 3 -> new Setting("timeouts", webTimeouts());
      case 4 -> new Setting("health", webHealth());
      case 5 ->
          new Setting(
              "balancing", Map.of("method", "consistentHash", "hash", either("path", "address")));
      default -> common(true);
    };
  }

  /** What every kind has; {@code connects} is false for datagrams. */
  private Setting common(boolean connects) {
    return switch (random.nextInt(connects ? 8 : 6)) {
      case 0 -> new Setting("timeouts", timeouts());
      case 1 -> new Setting("balancing", balancing());
      case 2 -> new Setting("weight", random.nextInt(1, 1_000));
      case 3 -> new Setting("limits", limits(connects));
      case 4 -> new Setting("circuit", Map.of("maxConnections", random.nextInt(5_000, 50_000)));
      case 5 -> new Setting("onBackendLoss", loss(connects));
      case 6 ->
          new Setting(
              "retries",
              Map.of("attempts", random.nextInt(1, 6), "budgetPercent", random.nextInt(20, 101)));
      default -> new Setting("health", health());
    };
  }

  private Map<String, Object> timeouts() {
    return Map.of(
        "connectMillis", random.nextInt(2_000, 10_000),
        "idleMillis", random.nextInt(60_000, 600_000));
  }

  private Map<String, Object> webTimeouts() {
    Map<String, Object> timeouts = new LinkedHashMap<>(timeouts());
    timeouts.put("firstByteMillis", random.nextInt(60_000, 120_000));
    timeouts.put("writeStallMillis", random.nextInt(30_000, 60_000));
    timeouts.put("totalMillis", random.nextBoolean() ? 0 : random.nextInt(600_000, 1_200_000));
    return timeouts;
  }

  private Map<String, Object> balancing() {
    return Map.of(
        "method", either("roundRobin", "leastRequests"),
        "sticky", either("off", "address"),
        "panicPercent", random.nextInt(101),
        "slowStartMillis", random.nextInt(10_000));
  }

  private Map<String, Object> health() {
    return Map.of(
        "check", "tcp",
        "intervalMillis", random.nextInt(1_000, 10_000),
        "timeoutMillis", random.nextInt(500, 1_000),
        "rise", random.nextInt(1, 4),
        "fall", random.nextInt(2, 6),
        "ejection", Map.of("failures", random.nextInt(3, 20)));
  }

  private Map<String, Object> webHealth() {
    Map<String, Object> health = new LinkedHashMap<>(health());
    health.put("check", "http");
    health.put("path", "/health-" + random.nextInt(100));
    health.put("status", either("200", "200-399"));
    return health;
  }

  private Map<String, Object> limits(boolean connects) {
    Map<String, Object> limits = new LinkedHashMap<>();
    limits.put("connectionsPerSecond", random.nextInt(10_000, 100_000));
    limits.put("bitsPerSecondOut", random.nextLong(1_000_000_000L, 10_000_000_000L));
    limits.put("perClient", Map.of("connectionsPerSecond", random.nextInt(10_000, 100_000)));
    if (connects) {
      limits.put("maxConnections", random.nextInt(10_000, 100_000));
    }
    return limits;
  }

  private Map<String, Object> webLimits() {
    Map<String, Object> limits = new LinkedHashMap<>(limits(true));
    limits.put("requestsPerSecond", random.nextInt(20_000, 100_000));
    limits.put("maxHeaderBytes", random.nextInt(8_192, 32_768));
    limits.put("maxBodyBytes", random.nextInt(1 << 20, 1 << 30));
    limits.put("minBodyBytesPerSecond", random.nextInt(300));
    return limits;
  }

  private Map<String, Object> tls() {
    // Workloads that share a host must say the same of it, so it stays while there are two.
    if (extraPath % 2 == 0) {
      minVersion = either("1.2", "1.3");
    }
    return Map.of(
        "minVersion", minVersion, "hsts", Map.of("maxAgeSeconds", random.nextInt(1_000_000)));
  }

  private List<String> hosts() {
    return random.nextBoolean() ? List.of(Place.HOST) : List.of(Place.HOST, "*." + Place.HOST);
  }

  private Setting flows() {
    return new Setting(
        "flows",
        Map.of(
            "maxFlows", random.nextInt(10_000, 100_000),
            "maxFlowsPerClient", random.nextInt(1_000, 10_000),
            "amplification", random.nextInt(3, 11)));
  }

  private Map<String, Object> loss(boolean connects) {
    Map<String, Object> loss = new LinkedHashMap<>();
    loss.put("mode", "wait");
    loss.put("holdMillis", random.nextInt(30_000, 60_000));
    if (connects) {
      loss.put("maxHeld", random.nextInt(1_000, 10_000));
      loss.put("resume", true);
    }
    return loss;
  }

  private String either(String one, String other) {
    return random.nextBoolean() ? one : other;
  }
}
