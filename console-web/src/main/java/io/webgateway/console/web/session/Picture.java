package io.webgateway.console.web.session;

import io.webgateway.client.screen.Attention;
import io.webgateway.client.screen.CertificateRow;
import io.webgateway.client.screen.ConditionRow;
import io.webgateway.client.screen.GrantRow;
import io.webgateway.client.screen.Listed;
import io.webgateway.client.screen.NodeRow;
import io.webgateway.client.screen.PoolRow;
import io.webgateway.client.screen.ReservationRow;
import io.webgateway.client.screen.WorkloadRow;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.LedgerParameters;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent lists for one identity, as it was read last. Immutable.
 *
 * @param reservations the identity's names
 * @param workloads the identity's workloads
 * @param hosted everybody's workloads on the pools that the identity runs
 * @param certificates the identity's certificates on the node
 * @param nodes all nodes of the ledger
 * @param pools all pools of the ledger
 * @param grants the grants that the identity gave or has
 * @param identity the identity's own record; empty when it is not on the ledger
 * @param parameters terms and limits of the ledger
 */
public record Picture(
    Listed<ReservationRow> reservations,
    Listed<WorkloadRow> workloads,
    Listed<WorkloadRow> hosted,
    Listed<CertificateRow> certificates,
    Listed<NodeRow> nodes,
    Listed<PoolRow> pools,
    Listed<GrantRow> grants,
    Optional<IdentityBody> identity,
    LedgerParameters parameters) {
  /** Before anything was read. */
  public static final Picture EMPTY =
      new Picture(
          none(),
          none(),
          none(),
          none(),
          none(),
          none(),
          none(),
          Optional.empty(),
          LedgerParameters.DEFAULT);

  private static <T> Listed<T> none() {
    return new Listed<>(List.of(), false);
  }

  /** All that somebody should look at, the worst first; on one's pools, others' work too. */
  public List<Attention> attention(Instant now) {
    return Attention.of(
        reservations.items(), allWorkloads(), certificates.items(), nodes.items(), now);
  }

  /** The identity's workloads, then others' on the identity's pools. */
  public List<WorkloadRow> allWorkloads() {
    Map<String, WorkloadRow> all = new LinkedHashMap<>();
    workloads.items().forEach(row -> all.put(row.path(), row));
    hosted.items().forEach(row -> all.putIfAbsent(row.path(), row));
    return List.copyOf(all.values());
  }

  /** A workload of the identity, or one on its pools. */
  public Optional<WorkloadRow> workload(String path) {
    return allWorkloads().stream().filter(row -> row.path().equals(path)).findFirst();
  }

  /** The same with one workload's conditions of now. */
  Picture with(String workload, List<ConditionRow> conditions) {
    return new Picture(
        reservations,
        with(workloads, workload, conditions),
        with(hosted, workload, conditions),
        certificates,
        nodes,
        pools,
        grants,
        identity,
        parameters);
  }

  private static Listed<WorkloadRow> with(
      Listed<WorkloadRow> list, String workload, List<ConditionRow> conditions) {
    return new Listed<>(
        list.items().stream()
            .map(row -> row.path().equals(workload) ? row.with(conditions) : row)
            .toList(),
        list.isCut());
  }
}
