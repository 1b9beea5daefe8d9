package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.balance.ClusterHealth;
import io.webgateway.agent.routing.balance.ClusterState;
import io.webgateway.agent.routing.balance.Connections;
import io.webgateway.agent.routing.balance.Lease;
import io.webgateway.agent.routing.balance.Selection;
import io.webgateway.agent.routing.balance.SelectionKey;
import io.webgateway.agent.routing.hold.HoldEnd;
import io.webgateway.agent.routing.hold.WaitingRoom;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.workload.policy.BackendLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one exchange or connection may still be tried, and what is learnt of endpoints by it. A
 * connection that was not taken costs nothing and moves on; a request that was sent may be sent
 * again only when it is repeatable and no byte of an answer came. Further tries are those that the
 * cluster's policy allows, out of a budget that all share.
 *
 * <p>Where visitors wait for backends ({@link BackendLoss.Wait}) nothing is given up because no
 * endpoint took a connection: it waits, and {@link Outcome#chosen} is called again when it is its
 * turn to try, by the newest version of its {@link #cluster}. Connections get {@link
 * #connectMillis}; the caller says when one is {@link #connected}. Event loop of its balancer;
 * {@link #over} must be called when it ends, however that is.
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

    /** Bytes of its own that are kept while it waits for a backend. */
    default long heldBytes() {
      return 0;
    }

    /** Another table is there while it waits for a backend; it may end the wait. */
    default void edited() {}
  }

  /** How often one request is sent again after a backend was lost, where visitors wait. */
  private static final int MOST_LOSSES = 8;

  private final Balancer balancer;
  private ClusterState state;
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
  private boolean lostBackend;
  private int losses;
  private WaitingRooms.@Nullable Stay stay;

  Attempts(Balancer balancer, ClusterState state, SelectionKey key, long waitMillis) {
    this.balancer = balancer;
    this.state = state;
    this.key = key;
    this.waitMillis = waitMillis;
  }

  /** Finds the next endpoint; waits for room where the cluster has limits. */
  public void next(Outcome then) {
    endLease();
    BackendLoss loss = state.cluster().policy().backendLoss();
    switch (loss) {
      case BackendLoss.Fail _ -> {
        if (!paid && !takeTry()) {
          nothingLeft(then);
          return;
        }
      }
      case BackendLoss.Wait wait -> {
        if (mustWait()) {
          hold(wait, then, true);
          return;
        }
      }
    }
    paid = false;
    placed(state.select(key, tried, balancer.nowNanos(), balancer.lot()), then);
  }

  /** Whoever comes while others wait in vain comes after them; nor may a turn last for ever. */
  private boolean mustWait() {
    WaitingRooms.Stay mine = stay;
    return mine == null ? balancer.rooms().isShut(state.cluster().id()) : mine.isOver();
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
      case Selection.Exhausted _ -> nothingLeft(then);
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
            endStay(HoldEnd.FAILED);
            then.gaveUp(CompletionReason.OVERLOADED, "");
          } else {
            placed(selection, then);
          }
        });
  }

  /** The same for one that has just lost its backend: where visitors wait, it waits a moment. */
  public void nextAfterLoss(Outcome then) {
    if (state.cluster().policy().backendLoss() instanceof BackendLoss.Wait wait) {
      hold(wait, then, false);
    } else {
      next(then);
    }
  }

  /** More or fewer bytes are kept while it waits for a backend. */
  public void keeps(long bytes) {
    if (stay != null) {
      stay.keeps(bytes);
    }
  }

  private void nothingLeft(Outcome then) {
    if (lostBackend && state.cluster().policy().backendLoss() instanceof BackendLoss.Wait wait) {
      hold(wait, then, lastFailure != CompletionReason.UPSTREAM_RESET);
    } else {
      endStay(HoldEnd.FAILED);
      then.gaveUp(lastFailure, lastDetail);
    }
  }

  private void hold(BackendLoss.Wait wait, Outcome then, boolean foundNone) {
    tried = List.of();
    WaitingRooms.Stay mine = stay;
    if (mine != null) {
      mine.failed();
      return;
    }
    Optional<WaitingRooms.Stay> place =
        balancer.rooms().arrive(state, wait, new Guest(then), then.heldBytes(), foundNone);
    place.ifPresent(it -> stay = it);
    if (place.isEmpty()) {
      then.gaveUp(CompletionReason.HOLD_FULL, "");
    }
  }

  /** It waits until an endpoint can be reached. */
  private final class Guest implements WaitingRooms.Guest {
    private final Outcome then;

    Guest(Outcome then) {
      this.then = then;
    }

    @Override
    public void tries() {
      balancer.newest(state.cluster().id()).ifPresent(newest -> state = newest);
      placed(state.select(key, tried, balancer.nowNanos(), balancer.lot()), then);
    }

    @Override
    public void edited() {
      then.edited();
    }

    @Override
    public void sentAway(CompletionReason reason) {
      stay = null;
      endLease();
      then.gaveUp(reason, "");
    }
  }

  private void endStay(HoldEnd how) {
    WaitingRooms.Stay mine = stay;
    stay = null;
    if (mine != null) {
      mine.ended(how);
    }
  }

  /** Whether it waits, for room or for a backend, with no connection being opened. */
  public boolean isWaiting() {
    return waiting != null || (stay != null && !stay.isTrying());
  }

  /** Whether it waits until a backend can be reached, or tries whether one can. */
  public boolean isHeld() {
    return stay != null;
  }

  /** The version of the cluster that endpoints are chosen from. */
  public Cluster cluster() {
    return state.cluster();
  }

  /**
   * How long a connection may take to open. Where visitors wait it is asked anew rather than waited
   * for, since an address that has moved away swallows what is sent there.
   *
   * @param limitMillis of the route
   */
  public long connectMillis(long limitMillis) {
    return switch (state.cluster().policy().backendLoss()) {
      case BackendLoss.Fail _ -> limitMillis;
      case BackendLoss.Wait _ ->
          Math.min(limitMillis, stay == null ? WaitingRoom.FIRST_TRY_MILLIS : stay.tryMillis());
    };
  }

  /** A connection is there: it waits no longer, and others may try. */
  public void connected() {
    if (stay != null) {
      endStay(HoldEnd.RESUMED);
    }
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
    lostBackend = outcome.isLoss();
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
    } else if (!takeLoss() && !takeTry()) {
      return false;
    }
    lostBackend = true;
    paid = true;
    freshOnly = true;
    if (!wasReused) {
      exclude();
    }
    return true;
  }

  /** When a backend is lost, so are all that were with it: no budget is large enough. */
  private boolean takeLoss() {
    return state.cluster().policy().backendLoss() instanceof BackendLoss.Wait
        && losses++ < MOST_LOSSES;
  }

  /**
   * The endpoint that had taken a connection has gone with it, and another is to be found, by the
   * newest table.
   *
   * @param why a sentence for people
   * @param again it had not shown that it is one, so whoever had waited for it waits on
   */
  public void lost(String why, boolean again) {
    failed(why);
    balancer.newest(state.cluster().id()).ifPresent(newest -> state = newest);
    tried = List.of();
    exclude();
    paid = true;
    lostBackend = true;
    lastFailure = again ? CompletionReason.CONNECT_FAILED : CompletionReason.UPSTREAM_RESET;
    lastDetail = "";
  }

  /** What the newest table says of lost backends. */
  public BackendLoss loss() {
    return balancer.newest(state.cluster().id()).orElse(state).cluster().policy().backendLoss();
  }

  /** Whether the newest table has the endpoint, and checks do not say that it is down. */
  public boolean stands() {
    ClusterState newest = balancer.newest(state.cluster().id()).orElse(state);
    return newest.health(balancer.nowNanos()).endpoints().stream()
        .filter(each -> each.endpoint().equals(endpoint))
        .anyMatch(each -> each.status() != ClusterHealth.Status.UNHEALTHY);
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
    endStay(HoldEnd.LEFT);
    endLease();
  }

  private void endLease() {
    Lease ended = lease;
    lease = Lease.NONE;
    ended.end();
  }
}
