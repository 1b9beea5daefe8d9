package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.management.call.HttpMethod;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.call.RoutePattern;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.observe.usage.UsageKey;
import io.webgateway.agent.observe.usage.UsageRow;
import io.webgateway.agent.observe.usage.UsageTotals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What workloads have used on this node: the caller's own, or all for who administers the node; for
 * statements, as JSON or as CSV.
 */
public final class UsageResource implements Resource {
  private static final String PATH = "/v1/usage";
  private static final String CSV = "text/csv";

  /** So that nobody asks for more than fits into one answer. */
  private static final int MAX_ROWS = 20_000;

  private static final Comparator<UsageRow> IN_ORDER =
      Comparator.comparing(UsageRow::from)
          .thenComparing(row -> row.key().tenant())
          .thenComparing(row -> row.key().workload());

  private final ManagementPorts ports;
  private final Roles roles;

  /** Reads the book of these ports. */
  public UsageResource(ManagementPorts ports) {
    this.ports = ports;
    this.roles = new Roles(ports);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(
            HttpMethod.GET,
            RoutePattern.of(PATH),
            Access.IDENTITY_OR_LOCAL,
            List.of(),
            0,
            List.of(Answer.JSON, CSV),
            false,
            this::statement));
  }

  /**
   * A statement.
   *
   * @param from its first moment
   * @param to the first that it does not cover
   * @param by hour, day or all: what one item covers
   * @param items oldest first
   * @param tenants the sums of each tenant
   */
  private record Statement(
      Instant from, Instant to, String by, List<UsageView> items, List<TenantSum> tenants) {}

  /** All that a tenant's workloads have used in the time of the statement. */
  private record TenantSum(
      String tenant,
      long requests,
      long bytesIn,
      long bytesOut,
      long connections,
      double connectionSeconds,
      long datagramsIn,
      long datagramsOut) {
    static TenantSum of(UsageView sum) {
      return new TenantSum(
          sum.tenant(),
          sum.requests(),
          sum.bytesIn(),
          sum.bytesOut(),
          sum.connections(),
          sum.connectionSeconds(),
          sum.datagramsIn(),
          sum.datagramsOut());
    }
  }

  private Answer statement(Call call) {
    UsagePeriod period = UsagePeriod.of(call, ports.clock().instant());
    List<UsageRow> rows = rows(call, period);
    List<UsageView> items = rows.stream().map(UsageView::of).toList();
    if (call.head().header("accept").filter(type -> type.startsWith(CSV)).isPresent()) {
      return new Answer.Whole(200, CSV, Map.of(), UsageView.csv(items));
    }
    return Answer.json(
        new Statement(period.from(), period.to(), period.by().word(), items, sums(rows, period)));
  }

  private List<UsageRow> rows(Call call, UsagePeriod period) {
    boolean all = roles.administersNode(call.caller());
    String own = call.caller().word();
    Optional<String> wanted = call.query("workload");
    Map<UsageRow, UsageTotals> sums = new HashMap<>();
    ports
        .usage()
        .read(
            period.from(),
            period.to(),
            row -> {
              UsageKey key = row.key();
              boolean shown = all || key.tenant().equals(own);
              if (shown && wanted.map(key.workload()::equals).orElse(true)) {
                UsageRow sum = new UsageRow(period.rowOf(row.from()), key, UsageTotals.NONE);
                sums.merge(sum, row.totals(), UsageTotals::plus);
              }
            });
    if (sums.size() > MAX_ROWS) {
      throw Faults.badQuery(
          "from",
          "There are " + sums.size() + " rows, and " + MAX_ROWS + " fit",
          "Ask for a shorter time, for one workload, or by day");
    }
    List<UsageRow> rows = new ArrayList<>();
    sums.forEach((row, totals) -> rows.add(new UsageRow(row.from(), row.key(), totals)));
    rows.sort(IN_ORDER);
    return rows;
  }

  private static List<TenantSum> sums(List<UsageRow> rows, UsagePeriod period) {
    Map<String, UsageTotals> byTenant = new HashMap<>();
    rows.forEach(row -> byTenant.merge(row.key().tenant(), row.totals(), UsageTotals::plus));
    return byTenant.entrySet().stream()
        .map(e -> new UsageRow(period.from(), new UsageKey("", e.getKey()), e.getValue()))
        .sorted(IN_ORDER)
        .map(row -> TenantSum.of(UsageView.of(row)))
        .toList();
  }
}
