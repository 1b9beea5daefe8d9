package io.webgateway.rules;

import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.RecordKey;
import java.util.List;

/** An identity's keys: who may change them, and that nobody locks themselves out. */
final class IdentityRules {
  private IdentityRules() {}

  static List<Refusal> decide(IdentityBody body, Decision decision) {
    return Findings.all(
        Findings.keyIs(RecordKey.identity(decision.signer()), decision),
        Findings.ownKey(decision),
        Findings.text(body.displayName(), Findings.MAX_DISPLAY_NAME, "/body/displayName"),
        Findings.number(body.keys().size(), 1, IdentityBody.MAX_KEYS, "/body/keys"),
        body.keys().stream().flatMap(key -> key(key).stream()).toList(),
        distinct(body),
        recoveryIsApart(body),
        ownerRemains(body, decision),
        recovery(body, decision));
  }

  private static List<Refusal> key(IdentityKey key) {
    return Findings.all(
        Findings.text(key.label(), Findings.MAX_DISPLAY_NAME, "/body/keys"),
        Findings.when(
            key.uses().isEmpty(),
            Refusal.invalid(
                "useless-key",
                "/body/keys",
                "A key has no use",
                "Give it at least one of own, renew, login, view")));
  }

  private static List<Refusal> distinct(IdentityBody body) {
    long distinct = body.keys().stream().map(IdentityKey::key).distinct().count();
    return Findings.when(
        distinct != body.keys().size(),
        Refusal.invalid("double-key", "/body/keys", "A key is listed twice", "List each key once"));
  }

  /** A recovery key that is in daily use would be lost to the same thief. */
  private static List<Refusal> recoveryIsApart(IdentityBody body) {
    return Findings.when(
        body.key(body.recovery()).isPresent(),
        Refusal.invalid(
            "recovery-listed",
            "/body/recovery",
            "The recovery key is among the identity's other keys",
            "Make another key for recovery, and keep it offline"));
  }

  private static List<Refusal> ownerRemains(IdentityBody body, Decision decision) {
    boolean remains = body.keys().stream().anyMatch(key -> key.may(KeyUse.OWN, decision.at()));
    return Findings.when(
        !remains,
        Refusal.invalid(
            "no-owner-left",
            "/body/keys",
            "No key with the use \"own\" would be left",
            "Keep or add one own key that has not expired"));
  }

  private static List<Refusal> recovery(IdentityBody body, Decision decision) {
    if (!Thumbprint.isWellFormed(body.recovery())) {
      return List.of(
          Refusal.invalid(
              "bad-recovery",
              "/body/recovery",
              "The recovery key is named by its thumbprint",
              "Give 43 characters of base64url"));
    }
    boolean changes =
        decision
            .currentBody(IdentityBody.class)
            .map(before -> !before.recovery().equals(body.recovery()))
            .orElse(false);
    return Findings.when(
        changes && decision.signed().revealedKey().isEmpty(),
        Refusal.notAllowed(
            "recovery-guarded",
            "/body/recovery",
            "Only the recovery key itself can name another recovery key",
            "Sign this change with the recovery key: webgw identity recover"));
  }
}
