package io.webgateway.console.desktop.connection;

import io.webgateway.client.screen.CertificateRow;
import io.webgateway.client.screen.ConditionRow;
import io.webgateway.client.screen.GrantRow;
import io.webgateway.client.screen.Listed;
import io.webgateway.client.screen.NodeRow;
import io.webgateway.client.screen.PoolRow;
import io.webgateway.client.screen.ReservationRow;
import io.webgateway.client.screen.UsageRow;
import io.webgateway.client.screen.WorkloadRow;
import java.util.List;

/**
 * All that an agent lists for one identity, as it was read last.
 *
 * @param reservations the names that the identity holds
 * @param workloads the identity's workloads, and everybody's on pools that it may view
 * @param certificates the identity's certificates on the node
 * @param nodes all nodes of the ledger
 * @param pools all pools of the ledger
 * @param grants the grants that the identity gave or has
 * @param usage what workloads used on the node in the last seven days, day by day
 */
public record Picture(
    Listed<ReservationRow> reservations,
    Listed<WorkloadRow> workloads,
    Listed<CertificateRow> certificates,
    Listed<NodeRow> nodes,
    Listed<PoolRow> pools,
    Listed<GrantRow> grants,
    List<UsageRow> usage) {

  /** Copies the list. */
  public Picture {
    usage = List.copyOf(usage);
  }

  /** A picture without usage. */
  public Picture(
      Listed<ReservationRow> reservations,
      Listed<WorkloadRow> workloads,
      Listed<CertificateRow> certificates,
      Listed<NodeRow> nodes,
      Listed<PoolRow> pools,
      Listed<GrantRow> grants) {
    this(reservations, workloads, certificates, nodes, pools, grants, List.of());
  }

  /** The same with usage. */
  public Picture withUsage(List<UsageRow> rows) {
    return new Picture(reservations, workloads, certificates, nodes, pools, grants, rows);
  }

  /** The same with other conditions of one workload. */
  public Picture withConditions(String path, List<ConditionRow> conditions) {
    return withWorkloads(
        workloads.items().stream()
            .map(row -> row.path().equals(path) ? row.with(conditions) : row)
            .toList());
  }

  /** The same without a workload. */
  public Picture without(String path) {
    return withWorkloads(
        workloads.items().stream().filter(row -> !row.path().equals(path)).toList());
  }

  /** Whether a workload is listed. */
  public boolean lists(String path) {
    return workloads.items().stream().anyMatch(row -> row.path().equals(path));
  }

  private Picture withWorkloads(List<WorkloadRow> rows) {
    return new Picture(
        reservations,
        new Listed<>(rows, workloads.isCut()),
        certificates,
        nodes,
        pools,
        grants,
        usage);
  }
}
