package io.webgateway.agent.management;

import io.webgateway.agent.management.audit.AuditEntry.Proof;
import io.webgateway.agent.management.call.Caller;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.WireException;
import java.nio.charset.StandardCharsets;

/**
 * Whom the audit trail names.
 *
 * @param who an identity id, {@code local} or {@code anonymous}
 * @param proof how we know
 */
record AuditSubject(String who, Proof proof) {

  /** Who made a call that is no record. */
  static AuditSubject ofCaller(Caller caller) {
    Proof proof =
        switch (caller) {
          case Caller.Anonymous _ -> Proof.NONE;
          case Caller.LocalAdministrator _ -> Proof.SOCKET;
          case Caller.Known _ -> Proof.TOKEN;
        };
    return new AuditSubject(caller.word(), proof);
  }

  /** Who signed a record; when it was refused, that is only what it says of itself. */
  static AuditSubject ofRecord(byte[] body, boolean accepted) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\n');
    try {
      String signer =
          RecordCodec.parse(end < 0 ? text : text.substring(0, end))
              .record()
              .signer()
              .identity()
              .value();
      return new AuditSubject(signer, accepted ? Proof.SIGNATURE : Proof.CLAIM);
    } catch (WireException | IllegalArgumentException e) {
      return new AuditSubject(new Caller.Anonymous().word(), Proof.NONE);
    }
  }
}
