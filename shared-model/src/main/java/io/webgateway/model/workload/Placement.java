package io.webgateway.model.workload;

import java.util.List;

/**
 * Where a workload lives.
 *
 * @param namespace the reserved name that it is published under
 * @param id its own name in that namespace: a DNS label
 * @param pools the domains of the pools that it is assigned to, 1 to 16
 */
public record Placement(String namespace, String id, List<String> pools) {

  /** Copies the list. */
  public Placement {
    pools = List.copyOf(pools);
  }

  /** {@code <namespace>/<id>}, as people and problems name it. */
  public String path() {
    return namespace + "/" + id;
  }
}
