package io.webgateway.agent.proxy.transport;

import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.drain.Present;
import io.webgateway.agent.routing.policy.Handshake;
import io.webgateway.agent.routing.policy.TlsPolicy;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Counts what is there: sent through visitors' connections' pipelines, whose handlers answer for
 * themselves, so that nothing need be counted while nobody asks. Confined to one event loop.
 */
public final class RollCall {
  private final DrainScope scope;
  private final Optional<TlsPolicy> notUnder;
  private long connections;
  private long exchanges;
  private long tunnels;
  private long flows;

  /** Nothing was counted yet. */
  public RollCall(DrainScope scope) {
    this(scope, Optional.empty());
  }

  /**
   * Nothing was counted yet.
   *
   * @param notUnder counts only connections whose handshake will not do under this
   */
  public RollCall(DrainScope scope, Optional<TlsPolicy> notUnder) {
    this.scope = scope;
    this.notUnder = notUnder;
  }

  /** Whether everything is counted that is asked, whosoever it is. */
  public boolean isOfAll() {
    return !(scope instanceof DrainScope.OfWorkload);
  }

  /** How many connections have answered. */
  public long connections() {
    return connections;
  }

  /**
   * A connection is there.
   *
   * @param concerns whether it has to do with a workload
   */
  public void connection(Predicate<DrainScope> concerns) {
    connection(concerns, Optional.empty());
  }

  /**
   * A connection of HTTP is there.
   *
   * @param concerns whether it has to do with a workload
   * @param handshake what its TLS was agreed under, if it has any
   */
  public void connection(Predicate<DrainScope> concerns, Optional<Handshake> handshake) {
    boolean isAsked =
        notUnder
            .map(policy -> handshake.filter(made -> !made.holdsUnder(policy)).isPresent())
            .orElse(true);
    if (isAsked && (isOfAll() || concerns.test(scope))) {
      connections++;
    }
  }

  /** A request of a workload is being answered; an empty path is nobody's. */
  public void exchange(String workload) {
    if (scope.concerns(workload)) {
      exchanges++;
    }
  }

  /** A connection or stream is relayed, or will be. */
  public void tunnel(String workload) {
    if (scope.concerns(workload)) {
      tunnels++;
    }
  }

  /** Flows of a workload. */
  public void flows(String workload, int count) {
    if (scope.concerns(workload)) {
      flows += count;
    }
  }

  /** All that was counted. */
  public Present sum() {
    return new Present(connections, exchanges, tunnels, flows);
  }
}
