package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.audit.AuditEntry;
import io.webgateway.agent.management.audit.AuditTrail;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Caller;
import io.webgateway.agent.tap.TapSession;
import java.util.List;

/** What the audit trail says of looks at traffic. Any thread. */
public final class TapAudit {
  private static final int NO_CONTENT = 204;

  private final AuditTrail trail;

  /** Writes to this trail. */
  public TapAudit(AuditTrail trail) {
    this.trail = trail;
  }

  /** What was asked to be watched. */
  static Answer.Remark opened(TapSession session) {
    return new Answer.Remark("session " + session.id() + ", filter: " + filter(session), List.of());
  }

  /** What is watched from now on. */
  static Answer.Remark changed(TapSession session) {
    return new Answer.Remark(
        "filter: " + filter(session) + "; so far " + counts(session), List.of());
  }

  /** What was seen, and of whom. */
  static Answer.Remark ended(TapSession session) {
    return new Answer.Remark(
        "filter: " + filter(session) + "; " + counts(session),
        List.copyOf(session.account().ownersSeen()));
  }

  /** Enters the end of a session that its caller did not end. */
  public void endedByItself(TapSession session) {
    boolean isLocal = session.caller().equals(new Caller.LocalAdministrator().word());
    Answer.Remark remark = ended(session);
    trail.add(
        new AuditTrail.Deed(
            session.caller(),
            isLocal ? AuditEntry.Proof.SOCKET : AuditEntry.Proof.TOKEN,
            AuditEntry.END,
            TrafficResource.LIST + "/" + session.id(),
            NO_CONTENT,
            AuditEntry.DONE),
        remark.note(),
        remark.concerns());
  }

  private static String filter(TapSession session) {
    String text = session.setting().filter().text();
    return text.isEmpty() ? "everything" : text;
  }

  private static String counts(TapSession session) {
    TapSession.Account account = session.account();
    return "shown " + account.shown() + ", missed " + account.missed();
  }
}
