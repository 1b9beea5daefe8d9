package io.webgateway.client;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.GrantBody;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a provider decides about an identity in a form: all of a grant but its approvals and
 * suspensions.
 *
 * @param to who gets it
 * @param names how many names it may hold
 * @param ports how many ports it may take
 * @param pools the pools that it is for; empty for all of the provider's
 * @param view whether it may see everybody's status on the provider's pools
 * @param bandwidthBitsPerSecond what its workloads may take on one node, in each direction; 0 for
 *     no limit
 * @param ceiling what else they may take there; 0 for no limit
 * @param until when it ends
 */
public record GrantTerms(
    IdentityId to,
    int names,
    int ports,
    List<String> pools,
    boolean view,
    long bandwidthBitsPerSecond,
    GrantBody.Ceiling ceiling,
    Instant until) {

  /** Copies the list. */
  public GrantTerms {
    pools = List.copyOf(pools);
  }

  /** A grant with these terms, and everything else as it was before. */
  GrantBody on(GrantBody before) {
    return new GrantBody(
        names,
        ports,
        bandwidthBitsPerSecond,
        pools,
        view,
        until,
        before.approvals(),
        before.suspensions(),
        Optional.of(ceiling).filter(any -> !any.equals(GrantBody.Ceiling.NONE)));
  }
}
