package io.webgateway.model.ledger;

import io.webgateway.model.identity.PublicKey;
import java.util.List;

/**
 * The ledger itself: who keeps its store and under which parameters.
 *
 * @param title what people call this ledger, up to 64 characters
 * @param operators keys whose identities keep the store and sign receipts; at least one
 * @param parameters limits and terms
 */
public record GenesisBody(String title, List<PublicKey> operators, LedgerParameters parameters)
    implements RecordBody {

  /** Copies the list. */
  public GenesisBody {
    operators = List.copyOf(operators);
  }

  @Override
  public RecordKind kind() {
    return RecordKind.GENESIS;
  }
}
