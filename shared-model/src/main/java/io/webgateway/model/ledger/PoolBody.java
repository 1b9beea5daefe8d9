package io.webgateway.model.ledger;

import io.webgateway.model.identity.EncryptionKey;
import io.webgateway.model.identity.IdentityId;
import java.util.List;

/**
 * Nodes of one provider that serve one domain together.
 *
 * @param provider whose it is, and who signs this record
 * @param admission whose workloads it serves
 * @param encryption sealed parts for this pool are encrypted to this key
 * @param members the ids of its nodes
 */
public record PoolBody(
    IdentityId provider,
    PoolAdmission admission,
    EncryptionKey encryption,
    List<IdentityId> members)
    implements RecordBody {

  /** Copies the list. */
  public PoolBody {
    members = List.copyOf(members);
  }

  @Override
  public RecordKind kind() {
    return RecordKind.POOL;
  }
}
