package io.webgateway.client.screen;

import io.webgateway.client.GatewayClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What an agent lists for the client's identity, as typed rows. Blocking; thread-safe. Every method
 * throws {@link io.webgateway.client.GatewayException} when the agent refuses or is silent.
 */
public final class Inventory {
  /** At most so many things are read of one list; {@link Listed#isCut} says when there are more. */
  public static final int MAX_ITEMS = 2_000;

  private static final int PAGE = 200;

  private final GatewayClient client;

  /** Reads through a client. */
  public Inventory(GatewayClient client) {
    this.client = client;
  }

  /** The names that the identity holds, or may take back. */
  public Listed<ReservationRow> reservations() {
    return list("/v1/reservations", ReservationRow::of);
  }

  /** One name, whoever holds it. */
  public ReservationRow reservation(String namespace) {
    return ReservationRow.of(client.get("/v1/reservations/" + GatewayClient.encoded(namespace)));
  }

  /** The identity's workloads. */
  public Listed<WorkloadRow> workloads() {
    return list("/v1/workloads", WorkloadRow::of);
  }

  /** Everybody's workloads on a pool, for its provider and those with a right to view it. */
  public Listed<WorkloadRow> workloadsAt(String pool) {
    return list("/v1/workloads?pool=" + GatewayClient.encoded(pool), WorkloadRow::of);
  }

  /** One workload; empty when there is none, or it was taken back. */
  public Optional<WorkloadRow> workload(String namespace, String id) {
    return client
        .find("/v1/workloads/" + GatewayClient.encoded(namespace) + "/" + GatewayClient.encoded(id))
        .filter(item -> !item.path("deleted").asBoolean(false))
        .map(WorkloadRow::of);
  }

  /** How a workload's backends are on the agent that is asked. */
  public BackendList backends(String namespace, String id) {
    return BackendList.of(
        client.get(
            "/v1/workloads/"
                + GatewayClient.encoded(namespace)
                + "/"
                + GatewayClient.encoded(id)
                + "/backends"));
  }

  /** The identity's certificates on this node. */
  public Listed<CertificateRow> certificates() {
    return list("/v1/certificates", CertificateRow::of);
  }

  /** All nodes of the ledger. */
  public Listed<NodeRow> nodes() {
    return list("/v1/nodes", NodeRow::of);
  }

  /** All pools of the ledger. */
  public Listed<PoolRow> pools() {
    return list("/v1/pools", PoolRow::of);
  }

  /** The grants that the identity gave or has. */
  public Listed<GrantRow> grants() {
    return list("/v1/grants", GrantRow::of);
  }

  private <T> Listed<T> list(String path, Function<JsonNode, T> row) {
    List<T> items = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      JsonNode page = client.get(target(path, after));
      page.path("items").forEach(item -> items.add(row.apply(item)));
      Optional<String> next = Fields.text(page, "next");
      after = next.equals(after) ? Optional.empty() : next;
    } while (after.isPresent() && items.size() < MAX_ITEMS);
    return new Listed<>(items, after.isPresent());
  }

  private static String target(String path, Optional<String> after) {
    return path
        + (path.indexOf('?') < 0 ? "?" : "&")
        + "limit="
        + PAGE
        + after.map(cursor -> "&after=" + GatewayClient.encoded(cursor)).orElse("");
  }
}
