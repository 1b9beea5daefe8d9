package io.webgateway.agent.management;

import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.wire.SigningKey;
import java.time.Instant;

/** Traffic that never happened. */
final class TrafficSamples {
  static final String VISITOR = "198.51.100.77";
  static final String SCANNER = "203.0.113.66";
  static final String BACKEND = "[400::77]:8080";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private TrafficSamples() {}

  static TrafficEvent exchange(SigningKey owner, String host, String path, int status) {
    return new TrafficEvent.HttpExchange(
        "x",
        START,
        1_000_000,
        VISITOR,
        "blog/web",
        owner.identity().value(),
        TrafficEvent.Protocol.HTTP_1_1,
        "GET",
        host,
        path,
        status,
        500_000,
        0,
        10,
        BACKEND,
        CompletionReason.COMPLETED);
  }

  static TrafficEvent ofNobody() {
    return new TrafficEvent.TlsRejection(
        START, 1_000, SCANNER, "nowhere.example", CompletionReason.TLS_UNKNOWN_SERVER_NAME);
  }
}
