package io.webgateway.client;

import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.SignedRecord;
import java.util.Optional;

/** What became of a record that was sent. */
public sealed interface Submitted {

  /** It is on the ledger; its receipt was verified. */
  record Accepted(AcceptedRecord record, boolean changed) implements Submitted {}

  /**
   * It would be accepted; nothing was written.
   *
   * @param effect what it would end on the node that was asked, where that is known
   */
  record WouldBeAccepted(SignedRecord record, Optional<EditEffect> effect) implements Submitted {}

  /** The record as it is or would be. */
  default SignedRecord signed() {
    return switch (this) {
      case Accepted accepted -> accepted.record().signed();
      case WouldBeAccepted would -> would.record();
    };
  }

  /** What it would end on the node that was asked; empty when it is done, or not known. */
  default Optional<EditEffect> wouldEnd() {
    return switch (this) {
      case Accepted _ -> Optional.empty();
      case WouldBeAccepted would -> would.effect();
    };
  }

  /** The record with its receipt, unless this was a rehearsal. */
  default Optional<AcceptedRecord> accepted() {
    return switch (this) {
      case Accepted accepted -> Optional.of(accepted.record());
      case WouldBeAccepted _ -> Optional.empty();
    };
  }
}
