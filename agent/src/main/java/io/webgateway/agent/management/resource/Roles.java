package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Caller;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.tap.TapScope;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.RecordKey;
import java.util.Optional;

/** What a caller may do, as it follows from the ledger at this moment. */
final class Roles {
  private final ManagementPorts ports;

  Roles(ManagementPorts ports) {
    this.ports = ports;
  }

  /** Whether the caller is the local administrator, or runs this node. */
  boolean administersNode(Caller caller) {
    return isLocal(caller) || ports.facts().get().provider().filter(caller::is).isPresent();
  }

  /**
   * Whether the caller may see everybody's status on this node: never messages, which may say where
   * backends are.
   */
  boolean viewsNode(Caller caller) {
    return administersNode(caller)
        || ports.facts().get().pool().filter(pool -> viewsPool(caller, pool)).isPresent();
  }

  /** Whether the caller runs a pool, or its provider granted the right to view it. */
  boolean viewsPool(Caller caller, String pool) {
    if (isLocal(caller)) {
      return ports.facts().get().pool().filter(pool::equals).isPresent();
    }
    Optional<IdentityId> id = caller.identity();
    Optional<IdentityId> provider =
        ports.ledger().body(RecordKey.pool(pool), PoolBody.class).map(PoolBody::provider);
    if (id.isEmpty() || provider.isEmpty()) {
      return false;
    }
    return provider.equals(id) || isGrantedView(provider.get(), id.get(), pool);
  }

  /** What the caller may see of the node's traffic. */
  TapScope traffic(Caller caller) {
    TapScope.Reach reach =
        administersNode(caller)
            ? TapScope.Reach.NODE
            : viewsNode(caller) ? TapScope.Reach.TENANTS : TapScope.Reach.OWN;
    return new TapScope(caller.identity().map(IdentityId::value).orElse(""), reach);
  }

  static boolean isLocal(Caller caller) {
    return caller instanceof Caller.LocalAdministrator;
  }

  private boolean isGrantedView(IdentityId provider, IdentityId id, String pool) {
    return ports
        .ledger()
        .body(RecordKey.grant(provider, id), GrantBody.class)
        .filter(grant -> grant.view() && grant.covers(pool))
        .filter(grant -> ports.clock().instant().isBefore(grant.notAfter()))
        .isPresent();
  }
}
