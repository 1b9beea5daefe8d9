package io.webgateway.agent.management.port;

import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.SealedPart;
import io.webgateway.model.workload.WorkloadParts;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.SealedPartCodec;
import io.webgateway.wire.WireException;
import io.webgateway.wire.document.WorkloadDocument;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Opens sealed parts with the key of this node's pool. */
public final class SealedDefinitions implements WorkloadDefinitions {
  private final DecryptionKey poolKey;

  /** Opens with a key. */
  public SealedDefinitions(DecryptionKey poolKey) {
    this.poolKey = poolKey;
  }

  @Override
  public Optional<JsonNode> open(RecordKey key, WorkloadBody body, String sealed) {
    try {
      SealedPart part = SealedPartCodec.open(sealed, poolKey);
      List<String> path = key.segments();
      Placement placement = new Placement(path.getFirst(), path.getLast(), body.pools());
      return Optional.of(
          WorkloadDocument.write(new WorkloadParts(body.spec(), part).join(placement)));
    } catch (WireException e) {
      return Optional.empty();
    }
  }
}
