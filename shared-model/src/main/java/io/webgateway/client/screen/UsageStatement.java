package io.webgateway.client.screen;

import io.webgateway.client.GatewayClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What workloads used on one node.
 *
 * @param rows of hours or days, the newest first
 * @param tenants the sums of each tenant; their workload is empty
 */
public record UsageStatement(List<UsageRow> rows, List<UsageRow> tenants) {
  private static final String PATH = "/v1/usage";

  /** Nothing. */
  public static final UsageStatement EMPTY = new UsageStatement(List.of(), List.of());

  /** Copies the lists. */
  public UsageStatement {
    rows = List.copyOf(rows);
    tenants = List.copyOf(tenants);
  }

  /**
   * Asks for one. Blocking.
   *
   * @throws io.webgateway.client.GatewayException when the agent refuses or is silent
   */
  public static UsageStatement read(GatewayClient client, UsageSpan span, Instant now) {
    var answer = client.get(PATH + span.query(now));
    List<UsageRow> rows = new ArrayList<>();
    answer.path("items").forEach(item -> rows.add(UsageRow.of(item)));
    rows.sort(Comparator.comparing(UsageRow::from).reversed().thenComparing(UsageRow::workload));
    List<UsageRow> tenants = new ArrayList<>();
    answer.path("tenants").forEach(item -> tenants.add(UsageRow.of(item)));
    return new UsageStatement(rows, tenants);
  }
}
