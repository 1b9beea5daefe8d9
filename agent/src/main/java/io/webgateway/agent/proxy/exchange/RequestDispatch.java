package io.webgateway.agent.proxy.exchange;

import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.agent.proxy.introduction.Introduction;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.upstream.Attempts;
import io.webgateway.agent.proxy.upstream.OpenOutcome;
import io.webgateway.agent.proxy.upstream.Target;
import io.webgateway.agent.proxy.upstream.UpstreamFailure;
import io.webgateway.agent.proxy.upstream.UpstreamStream;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.model.traffic.CompletionReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a backend for one request, one endpoint after the other. Event loop of the exchange; owns
 * nothing between calls.
 */
final class RequestDispatch {
  /** Told once per call of {@link RequestDispatch#next}. */
  interface Outcome {
    /** There is a way; nothing was sent on it. */
    void opened(UpstreamStream stream);

    /** Whether anybody still waits; when not, nothing more is tried. */
    boolean isWanted();

    /** The last attempt has ended, and nobody waits. */
    void unwanted();

    /**
     * Nothing is left to try.
     *
     * @param detail a sentence that says more than the reason, or empty
     */
    void gaveUp(CompletionReason reason, String detail);
  }

  private final LoopContext loop;
  private final HttpRoute route;
  private final LiveTable.Snapshot table;
  private final ConnectionFacts facts;
  private final RequestHead request;
  private final ExchangeLifecycle lifecycle;
  private final Attempts attempts;
  private Cluster.@Nullable Endpoint endpoint;

  RequestDispatch(
      LoopContext loop,
      HttpRoute route,
      LiveTable.Snapshot table,
      ConnectionFacts facts,
      RequestHead request,
      ExchangeLifecycle lifecycle) {
    this.loop = loop;
    this.route = route;
    this.table = table;
    this.facts = facts;
    this.request = request;
    this.lifecycle = lifecycle;
    this.attempts = new Attempts(loop.selectors().of(route.cluster(), table.routes()));
  }

  /** Tries until an endpoint takes the request, or all have failed. */
  void next(Outcome then) {
    Optional<Cluster.Endpoint> next = attempts.next(loop.wheel().nowNanos());
    if (next.isEmpty()) {
      then.gaveUp(attempts.lastFailure(), attempts.lastDetail());
      return;
    }
    Cluster.Endpoint chosen = next.get();
    endpoint = chosen;
    lifecycle.sentTo(chosen);
    loop.upstreams()
        .open(target(chosen), attempts.freshOnly(), outcome -> ended(outcome, chosen, then));
  }

  private Target target(Cluster.Endpoint chosen) {
    return new Target(
        route.tenant(),
        chosen,
        route.cluster().protocol(),
        Introduction.of(route.cluster().policy().proxyProtocol(), facts.addresses()),
        table.routes().backendPolicy(),
        route.limits().connectTimeoutMillis(),
        request.webSocket());
  }

  private void ended(OpenOutcome outcome, Cluster.Endpoint chosen, Outcome then) {
    switch (outcome) {
      case OpenOutcome.Opened opened -> {
        attempts.connected(chosen);
        attempts.sent();
        then.opened(opened.stream());
      }
      case OpenOutcome.NotOpened notOpened -> {
        attempts.notConnected(chosen, notOpened.why(), loop.wheel().nowNanos());
        if (then.isWanted()) {
          next(then);
        } else {
          then.unwanted();
        }
      }
    }
  }

  /**
   * Decides on sending the request again after a failure.
   *
   * @param bodyTouched whether data of its body was passed on, which nobody has any more
   */
  boolean mayResend(UpstreamStream failed, UpstreamFailure failure, boolean bodyTouched) {
    Cluster.Endpoint chosen = endpoint;
    if (chosen == null || failed.sawBytes()) {
      return false;
    }
    boolean harmless =
        switch (failure) {
          case CLOSED -> request.isRepeatable();
          case REFUSED -> !bodyTouched;
          case MALFORMED, TLS -> false;
        };
    return attempts.mayResend(chosen, failed.isReused(), harmless);
  }
}
