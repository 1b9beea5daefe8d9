package io.webgateway.agent.admission;

import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client sends to be accepted whole or not at all: one record, the records that go with it
 * (a workload's ports), and a workload's sealed part.
 *
 * @param records the record that the call names first
 * @param sealed the sealed part's text
 */
public record Submission(List<SignedRecord> records, Optional<String> sealed) {
  /** The most records in one submission: a workload and a port on each of its pools. */
  public static final int MAX_RECORDS = 1 + LedgerParameters.MAX_POOLS;

  /** The largest body of a submission, in bytes. */
  public static final int MAX_BYTES =
      MAX_RECORDS * (LedgerParameters.MAX_RECORD_BYTES + 1) + LedgerParameters.MAX_SEALED_BYTES;

  private static final int JWS_DOTS = 2;

  /** Copies the list. */
  public Submission {
    records = List.copyOf(records);
  }

  /**
   * Reads the body of a call: one compact JWS a line; a line that is a JWE is the sealed part.
   *
   * @throws WireException when a line is neither, or there are too many
   */
  public static Submission parse(String body) {
    List<SignedRecord> records = new ArrayList<>();
    Optional<String> sealed = Optional.empty();
    for (String line : body.strip().split("\n", -1)) {
      boolean isRecord =
          !line.startsWith("{") && line.chars().filter(c -> c == '.').count() == JWS_DOTS;
      if (isRecord) {
        records.add(RecordCodec.parse(line));
      } else if (sealed.isEmpty()) {
        sealed = Optional.of(line);
      } else {
        throw new WireException("", "A submission has one sealed part at most");
      }
    }
    if (records.isEmpty() || records.size() > MAX_RECORDS) {
      throw new WireException("", "A submission has 1 to " + MAX_RECORDS + " records");
    }
    return new Submission(records, sealed);
  }
}
