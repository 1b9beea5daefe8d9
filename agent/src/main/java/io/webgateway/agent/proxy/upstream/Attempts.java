package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.EndpointSelector;
import io.webgateway.model.traffic.CompletionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one exchange or connection may still be tried. A failed connect costs nothing and moves on
 * to another endpoint; a request that was sent may be sent again only when it is repeatable and no
 * byte of an answer came. Decides only.
 */
public final class Attempts {
  private static final int MAX_CONNECTS = 6;
  private static final int MAX_SENDS = 3;

  private final EndpointSelector selector;
  private List<Cluster.Endpoint> tried = List.of();
  private CompletionReason lastFailure = CompletionReason.CONNECT_FAILED;
  private String lastDetail = "";
  private int connects;
  private int sends;
  private boolean freshOnly;

  /** Nothing tried yet. */
  public Attempts(EndpointSelector selector) {
    this.selector = selector;
  }

  /** The next endpoint, or empty when there is nothing left to try. */
  public Optional<Cluster.Endpoint> next(long nowNanos) {
    return connects++ < MAX_CONNECTS ? selector.select(nowNanos, tried) : Optional.empty();
  }

  /** Whether only a new connection will do, because a pooled one had gone stale. */
  public boolean freshOnly() {
    return freshOnly;
  }

  /** A request was sent. */
  public void sent() {
    sends++;
  }

  /** An endpoint took a connection. */
  public void connected(Cluster.Endpoint endpoint) {
    selector.connected(endpoint);
  }

  /** An endpoint took none. */
  public void notConnected(
      Cluster.Endpoint endpoint, ConnectOutcome.NotConnected outcome, long nowNanos) {
    exclude(endpoint);
    if (!(outcome instanceof ConnectOutcome.Busy)) {
      selector.failed(endpoint, nowNanos);
    }
    lastDetail = detailOf(outcome);
    lastFailure =
        switch (outcome) {
          case ConnectOutcome.Refused refused -> CompletionReason.REFUSED_BY_POLICY;
          case ConnectOutcome.Unresolved unresolved -> CompletionReason.NAME_NOT_RESOLVED;
          case ConnectOutcome.Failed failed -> CompletionReason.CONNECT_FAILED;
          case ConnectOutcome.Busy busy -> CompletionReason.CONNECT_FAILED;
          case ConnectOutcome.NotHttp2 other -> CompletionReason.UPSTREAM_MALFORMED;
          case ConnectOutcome.TlsFailed tls -> CompletionReason.UPSTREAM_TLS_FAILED;
        };
  }

  private static String detailOf(ConnectOutcome.NotConnected outcome) {
    return switch (outcome) {
      case ConnectOutcome.TlsFailed tls -> tls.fault().detail();
      case ConnectOutcome.NotHttp2 other -> "The backend did not begin to speak HTTP/2.";
      case ConnectOutcome.Busy busy -> "The backend takes no more requests at once.";
      case ConnectOutcome.Refused refused -> "";
      case ConnectOutcome.Unresolved unresolved -> "";
      case ConnectOutcome.Failed failed -> "";
    };
  }

  /**
   * Decides on sending again after a request got no byte of an answer.
   *
   * @param wasReused a stale connection says nothing about its endpoint
   * @param harmless it may be sent twice, or the backend says that it did nothing with it
   */
  public boolean mayResend(Cluster.Endpoint endpoint, boolean wasReused, boolean harmless) {
    lastFailure = CompletionReason.UPSTREAM_RESET;
    lastDetail = "";
    if (!harmless || sends >= MAX_SENDS) {
      return false;
    }
    freshOnly = true;
    if (!wasReused) {
      exclude(endpoint);
    }
    return true;
  }

  /** What the visitor is told when nothing is left to try. */
  public CompletionReason lastFailure() {
    return lastFailure;
  }

  /** A sentence that says more of it, or empty. */
  public String lastDetail() {
    return lastDetail;
  }

  private void exclude(Cluster.Endpoint endpoint) {
    if (tried.isEmpty()) {
      tried = new ArrayList<>();
    }
    tried.add(endpoint);
  }
}
