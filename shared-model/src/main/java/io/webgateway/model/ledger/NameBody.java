package io.webgateway.model.ledger;

import io.webgateway.model.identity.IdentityId;
import java.time.Instant;
import java.util.Optional;

/**
 * Who holds a namespace, and until when.
 *
 * @param owner the holder
 * @param sponsor the provider whose grant to the owner this reservation counts against
 * @param until when the term ends
 * @param tenure counts the owners; a workload names the tenure that it was published in, so that it
 *     cannot come back to life under a later owner
 * @param released whether the owner gave it up; it then rests in quarantine
 * @param offer an open offer to somebody else
 */
public record NameBody(
    IdentityId owner,
    IdentityId sponsor,
    Instant until,
    int tenure,
    boolean released,
    Optional<TransferOffer> offer)
    implements RecordBody {

  @Override
  public RecordKind kind() {
    return RecordKind.NAME;
  }
}
