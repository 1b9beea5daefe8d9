package io.webgateway.agent.admission;

import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreKeys;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.Signer;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.SigningKey;
import java.util.List;
import java.util.Optional;

/** A lone agent's first start: it founds a ledger of its own, with itself as operator. */
public final class Founding {
  private Founding() {}

  /**
   * Founds the ledger unless it is there.
   *
   * @return the ledger's id: the hash of its first genesis record
   */
  public static String foundIfNew(
      Door door, LedgerStore store, SigningKey operatorKey, String title) {
    if (store.get(RecordKey.GENESIS.text()).isEmpty()) {
      found(door, operatorKey, title);
    }
    return store
        .get(StoreKeys.log(RecordKey.GENESIS, 1))
        .map(entry -> ReceiptCodec.parsePair(entry.value()))
        .map(AcceptedRecord::signed)
        .orElseThrow(() -> new IllegalStateException("The ledger has no genesis record"))
        .hash();
  }

  private static void found(Door door, SigningKey operatorKey, String title) {
    GenesisBody body =
        new GenesisBody(title, List.of(operatorKey.publicKey()), LedgerParameters.DEFAULT);
    LedgerRecord genesis =
        new LedgerRecord(
            LedgerRecord.SELF,
            RecordKey.GENESIS,
            1,
            Optional.empty(),
            new Signer(operatorKey.identity(), 0),
            body);
    Submission submission =
        new Submission(List.of(RecordCodec.sign(genesis, operatorKey)), Optional.empty());
    if (door.submit(submission) instanceof SubmitOutcome.Refused refused) {
      throw new IllegalStateException("The ledger was not founded: " + refused.refusals());
    }
  }
}
