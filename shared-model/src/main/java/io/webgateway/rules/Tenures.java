package io.webgateway.rules;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.RecordKey;
import java.util.List;
import java.util.Optional;

/** Whether something published under a name still belongs to the name's present owner. */
final class Tenures {
  private Tenures() {}

  /** Whether a name is served, and owner and tenure are the present ones. */
  static boolean isCurrent(String namespace, IdentityId owner, int tenure, Decision decision) {
    Optional<AcceptedRecord> name = name(namespace, decision);
    if (name.isEmpty() || !NameState.of(name, decision.parameters(), decision.at()).isServed()) {
      return false;
    }
    NameBody body = (NameBody) name.get().body();
    return body.owner().equals(owner) && body.tenure() == tenure;
  }

  /**
   * What stands against the signer's taking back what was published under a name. Allowed as long
   * as nobody else can hold the name: while it is held, in grace, and in quarantine.
   */
  static List<Refusal> held(String namespace, int tenure, Decision decision, String pointer) {
    if (!decision.looksAtLedger()) {
      return List.of();
    }
    Optional<AcceptedRecord> name = name(namespace, decision);
    return NameState.of(name, decision.parameters(), decision.at()) instanceof NameState.Free
        ? List.of(notHeld(namespace, pointer))
        : present((NameBody) name.orElseThrow().body(), namespace, tenure, decision, pointer);
  }

  /** A name that no record can have is held by nobody. */
  private static Optional<AcceptedRecord> name(String namespace, Decision decision) {
    return Findings.isLabel(namespace)
        ? decision.view().latest(RecordKey.name(namespace))
        : Optional.empty();
  }

  /** What stands against the signer's publishing under a name. */
  static List<Refusal> holds(String namespace, int tenure, Decision decision, String pointer) {
    if (!decision.looksAtLedger()) {
      return List.of();
    }
    Optional<AcceptedRecord> name = name(namespace, decision);
    NameState state = NameState.of(name, decision.parameters(), decision.at());
    return switch (state) {
      case NameState.Free free -> List.of(notHeld(namespace, pointer));
      case NameState.Quarantined quarantined -> List.of(notHeld(namespace, pointer));
      case NameState.Grace grace ->
          List.of(
              Refusal.conflict(
                  "name-in-grace",
                  pointer,
                  "The term of " + namespace + " is over",
                  "Renew it first: webgw renew " + namespace));
      case NameState.Active active ->
          present((NameBody) name.orElseThrow().body(), namespace, tenure, decision, pointer);
    };
  }

  private static List<Refusal> present(
      NameBody name, String namespace, int tenure, Decision decision, String pointer) {
    if (!name.owner().equals(decision.signer())) {
      return List.of(notHeld(namespace, pointer));
    }
    return Findings.when(
        name.tenure() != tenure,
        Refusal.invalid(
            "wrong-tenure",
            "/body/tenure",
            "The name is in its tenure " + name.tenure(),
            "Sign with that tenure"));
  }

  private static Refusal notHeld(String namespace, String pointer) {
    return Refusal.notAllowed(
        "name-not-held",
        pointer,
        "The signer does not hold the name " + namespace,
        "Reserve it first: webgw reserve " + namespace);
  }
}
