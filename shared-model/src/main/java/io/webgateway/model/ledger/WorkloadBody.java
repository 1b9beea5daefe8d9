package io.webgateway.model.ledger;

import io.webgateway.model.workload.PublicPart;
import java.util.List;

/**
 * The public part of a published workload.
 *
 * @param tenure the tenure of its namespace
 * @param pools the domains of the pools that it is assigned to, 1 to 16
 * @param spec what everybody may see of it
 * @param sealedHash SHA-256 of the sealed part's exact text; the sealed part itself is salted by
 *     its encryption
 * @param deleted whether it was taken back
 */
public record WorkloadBody(
    int tenure, List<String> pools, PublicPart spec, String sealedHash, boolean deleted)
    implements RecordBody {

  /** Copies the list. */
  public WorkloadBody {
    pools = List.copyOf(pools);
  }

  @Override
  public RecordKind kind() {
    return RecordKind.WORKLOAD;
  }
}
