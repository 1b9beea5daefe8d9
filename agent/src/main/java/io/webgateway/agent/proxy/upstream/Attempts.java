package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.balance.ClusterState;
import io.webgateway.agent.routing.balance.Connections;
import io.webgateway.agent.routing.balance.Lease;
import io.webgateway.agent.routing.balance.Selection;
import io.webgateway.agent.routing.balance.SelectionKey;
import io.webgateway.model.traffic.CompletionReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one exchange or connection may still be tried, and what is learnt of endpoints by it. A
 * connection that was not taken costs nothing and moves on; a request that was sent may be sent
 * again only when it is repeatable and no byte of an answer came. Further tries are those that the
 * cluster's policy allows, out of a budget that all share. Event loop of its balancer; {@link
 * #over} must be called when it ends, however that is.
 */
public final class Attempts {
  /** Told once per call of {@link Attempts#next}, maybe before it returns. */
  public interface Outcome {
    /** Try this endpoint. */
    void chosen(Cluster.Endpoint endpoint);

    /**
     * Nothing is left to try.
     *
     * @param detail a sentence that says more than the reason, or empty
     */
    void gaveUp(CompletionReason reason, String detail);
  }

  private final Balancer balancer;
  private final ClusterState state;
  private final SelectionKey key;
  private final long waitMillis;
  private List<Cluster.Endpoint> tried = List.of();
  private Cluster.@Nullable Endpoint endpoint;
  private Lease lease = Lease.NONE;
  private Connections connections = Connections.UNLIMITED;
  private String stickyId = "";
  private @Nullable RoomWait waiting;
  private CompletionReason lastFailure = CompletionReason.CONNECT_FAILED;
  private String lastDetail = "";
  private int furtherTries;
  private boolean paid = true;
  private boolean freshOnly;
  private boolean wasStale;

  Attempts(Balancer balancer, ClusterState state, SelectionKey key, long waitMillis) {
    this.balancer = balancer;
    this.state = state;
    this.key = key;
    this.waitMillis = waitMillis;
  }

  /** Finds the next endpoint; waits for room where the cluster has limits. */
  public void next(Outcome then) {
    endLease();
    if (!paid && !takeTry()) {
      then.gaveUp(lastFailure, lastDetail);
      return;
    }
    paid = false;
    placed(state.select(key, tried, balancer.nowNanos(), balancer.lot()), then);
  }

  private boolean takeTry() {
    if (furtherTries >= state.cluster().policy().retries().attempts()
        || !state.takeTry(balancer.nowNanos())) {
      return false;
    }
    furtherTries++;
    return true;
  }

  private void placed(Selection selection, Outcome then) {
    switch (selection) {
      case Selection.Chosen chosen -> {
        endpoint = chosen.endpoint();
        lease = chosen.lease();
        connections = chosen.connections();
        stickyId = chosen.stickyId();
        then.chosen(chosen.endpoint());
      }
      case Selection.Full _ -> waitForRoom(then);
      case Selection.Exhausted _ -> then.gaveUp(lastFailure, lastDetail);
    }
  }

  private void waitForRoom(Outcome then) {
    RoomWait wait = new RoomWait(balancer, state, key, tried);
    waiting = wait;
    wait.begin(
        waitMillis,
        selection -> {
          waiting = null;
          if (selection instanceof Selection.Full) {
            then.gaveUp(CompletionReason.OVERLOADED, "");
          } else {
            placed(selection, then);
          }
        });
  }

  /** Whether it waits for room, with no connection being opened. */
  public boolean isWaiting() {
    return waiting != null;
  }

  /** The open connections to the endpoint, for those that keep some for others. */
  public Connections connections() {
    return connections;
  }

  /** What the visitor's cookie should say; empty without stickiness by cookie. */
  public String stickyId() {
    return stickyId;
  }

  /** Whether only a new connection will do, because a pooled one had gone stale. */
  public boolean freshOnly() {
    return freshOnly;
  }

  /** The endpoint did what it should. */
  public void succeeded() {
    if (endpoint != null) {
      state.succeeded(endpoint, balancer.nowNanos());
    }
  }

  /**
   * The endpoint did not.
   *
   * @param why a sentence for people
   */
  public void failed(String why) {
    if (endpoint != null) {
      state.failed(endpoint, why, balancer.nowNanos());
    }
  }

  /** The endpoint took no connection. */
  public void notConnected(ConnectOutcome.NotConnected outcome) {
    exclude();
    if (!(outcome instanceof ConnectOutcome.Busy)) {
      failed(outcome.sentence());
    }
    lastDetail = outcome.isToldToVisitors() ? outcome.sentence() : "";
    lastFailure =
        switch (outcome) {
          case ConnectOutcome.Refused refused -> CompletionReason.REFUSED_BY_POLICY;
          case ConnectOutcome.Unresolved unresolved -> CompletionReason.NAME_NOT_RESOLVED;
          case ConnectOutcome.Failed failed -> CompletionReason.CONNECT_FAILED;
          case ConnectOutcome.Busy busy -> CompletionReason.OVERLOADED;
          case ConnectOutcome.NotHttp2 other -> CompletionReason.UPSTREAM_MALFORMED;
          case ConnectOutcome.TlsFailed tls -> CompletionReason.UPSTREAM_TLS_FAILED;
        };
  }

  /**
   * Decides on sending again after a request got no byte of an answer. A connection that had gone
   * stale while nobody used it says nothing about its endpoint: that is made good once, whatever
   * the policy says.
   *
   * @param wasReused the connection had carried exchanges before
   * @param harmless it may be sent twice, or the backend says that it did nothing with it
   */
  public boolean mayResend(boolean wasReused, boolean harmless) {
    lastFailure = CompletionReason.UPSTREAM_RESET;
    lastDetail = "";
    if (!harmless) {
      return false;
    }
    if (wasReused && !wasStale) {
      wasStale = true;
    } else if (!takeTry()) {
      return false;
    }
    paid = true;
    freshOnly = true;
    if (!wasReused) {
      exclude();
    }
    return true;
  }

  private void exclude() {
    if (tried.isEmpty()) {
      tried = new ArrayList<>();
    }
    if (endpoint != null) {
      tried.add(endpoint);
    }
  }

  /** It is over, or waits no longer; more calls change nothing. */
  public void over() {
    RoomWait wait = waiting;
    if (wait != null) {
      waiting = null;
      wait.leave();
    }
    endLease();
  }

  private void endLease() {
    Lease ended = lease;
    lease = Lease.NONE;
    ended.end();
  }
}
