package io.webgateway.agent.management.resource;

import io.webgateway.agent.observe.usage.UsageRow;
import io.webgateway.agent.observe.usage.UsageTotals;
import java.time.Instant;
import java.util.List;

/**
 * One row of a statement.
 *
 * @param from when it begins
 * @param workload {@code <label>/<id>}
 * @param tenant the owner's identity id
 * @param requests of HTTP
 * @param bytesIn from visitors
 * @param bytesOut to visitors
 * @param connections that began; flows of UDP
 * @param connectionSeconds that they were open
 * @param datagramsIn from visitors
 * @param datagramsOut to visitors
 */
record UsageView(
    Instant from,
    String workload,
    String tenant,
    long requests,
    long bytesIn,
    long bytesOut,
    long connections,
    double connectionSeconds,
    long datagramsIn,
    long datagramsOut) {
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final String COLUMNS =
      "from,workload,tenant,requests,bytes_in,bytes_out,connections,connection_seconds,"
          + "datagrams_in,datagrams_out\r\n";

  static UsageView of(UsageRow row) {
    UsageTotals totals = row.totals();
    return new UsageView(
        row.from(),
        row.key().workload(),
        row.key().tenant(),
        totals.requests(),
        totals.bytesIn(),
        totals.bytesOut(),
        totals.connections(),
        totals.connectionMillis() / MILLIS_PER_SECOND,
        totals.datagramsIn(),
        totals.datagramsOut());
  }

  /** As RFC 4180 writes it; none of the values has a comma, a quote or a line's end. */
  static String csv(List<UsageView> rows) {
    StringBuilder text = new StringBuilder(COLUMNS);
    for (UsageView row : rows) {
      text.append(row.from).append(',').append(row.workload).append(',').append(row.tenant);
      text.append(',').append(row.requests).append(',').append(row.bytesIn);
      text.append(',').append(row.bytesOut).append(',').append(row.connections);
      text.append(',').append(row.connectionSeconds);
      text.append(',').append(row.datagramsIn).append(',').append(row.datagramsOut);
      text.append("\r\n");
    }
    return text.toString();
  }
}
