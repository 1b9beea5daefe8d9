package io.webgateway.rules;

import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.PoolBody;
import java.util.List;
import java.util.Optional;

/**
 * Whether a pool takes a workload. A suspension counts at any time; a grant must have been in force
 * when the workload's present version was accepted, and may lapse afterwards without ending what
 * serves.
 */
public sealed interface Consent {

  /** The pool takes it. */
  record Given() implements Consent {}

  /**
   * The pool does not take it.
   *
   * @param code a stable word for conditions, such as {@code NotInvited}
   * @param reason a sentence for the owner
   */
  record Withheld(String code, String reason) implements Consent {}

  /**
   * Decides.
   *
   * @param domain the pool's domain
   * @param pool the pool's newest record
   * @param grant the newest grant of the pool's provider to the workload's owner
   * @param workload the workload's newest record
   */
  static Consent of(
      String domain, PoolBody pool, Optional<GrantBody> grant, AcceptedRecord workload) {
    List<String> path = workload.signed().key().segments();
    Optional<Consent> suspended =
        grant.flatMap(
            g ->
                g.suspensions().stream()
                    .filter(s -> s.covers(path.getFirst(), path.getLast()))
                    .findFirst()
                    .map(
                        s ->
                            new Withheld("Suspended", "Suspended by the provider: " + s.reason())));
    return suspended.orElseGet(
        () ->
            switch (pool.admission()) {
              case OPEN -> new Given();
              case INVITED -> invited(domain, grant, workload);
              case APPROVAL -> approved(grant, path);
            });
  }

  private static Consent invited(
      String domain, Optional<GrantBody> grant, AcceptedRecord workload) {
    boolean held =
        grant
            .filter(g -> g.covers(domain))
            .map(g -> workload.acceptedAt().isBefore(g.notAfter()))
            .orElse(false);
    return held
        ? new Given()
        : new Withheld(
            "NotInvited",
            "The pool " + domain + " serves by invitation: its provider has given no grant for it");
  }

  private static Consent approved(Optional<GrantBody> grant, List<String> path) {
    return grant.map(g -> g.approves(path.getFirst(), path.getLast())).orElse(false)
        ? new Given()
        : new Withheld("AwaitingApproval", "The pool's provider has not approved it yet");
  }
}
