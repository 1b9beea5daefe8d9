package io.webgateway.client.screen;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What a workload used in an hour or a day, as an agent's statement says.
 *
 * @param from when the hour or day begins
 * @param workload {@code <label>/<id>}
 * @param tenant the owner's identity id
 * @param requests of HTTP
 * @param bytesIn from visitors
 * @param bytesOut to visitors
 * @param connections that began; flows of UDP
 * @param connectionSeconds that they were open
 * @param datagrams both ways
 */
public record UsageRow(
    Instant from,
    String workload,
    String tenant,
    long requests,
    long bytesIn,
    long bytesOut,
    long connections,
    double connectionSeconds,
    long datagrams) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final double MILLIS_PER_SECOND = 1_000;

  static UsageRow of(JsonNode item) {
    return new UsageRow(
        Fields.time(item, "from").orElse(Instant.EPOCH),
        item.path("workload").asString(""),
        item.path("tenant").asString(""),
        item.path("requests").asLong(0),
        item.path("bytesIn").asLong(0),
        item.path("bytesOut").asLong(0),
        item.path("connections").asLong(0),
        item.path("connectionSeconds").asDouble(0),
        item.path("datagramsIn").asLong(0) + item.path("datagramsOut").asLong(0));
  }

  /** Tells rows apart. */
  public String key() {
    return from + " " + tenant + " " + workload;
  }

  /** When, in UTC. */
  public String when(UsageSpan span) {
    return span.isByHour() ? HOUR.format(from) : DAY.format(from);
  }

  /** How long connections were open, all together. */
  public String openFor() {
    return Amounts.millis(Math.round(connectionSeconds * MILLIS_PER_SECOND));
  }

  /** A count with its thousands apart. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
