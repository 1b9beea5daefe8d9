package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.balance.ClusterState;
import io.webgateway.agent.routing.balance.Pending;
import io.webgateway.agent.routing.balance.Selection;
import io.webgateway.agent.routing.balance.SelectionKey;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One that waits for an endpoint to have room, in the order of its cluster, for a while. Room is
 * made on any loop and used on this one. Event loop of its balancer.
 */
final class RoomWait {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final Balancer balancer;
  private final ClusterState state;
  private final SelectionKey key;
  private final Collection<Cluster.Endpoint> tried;
  private final Deadline deadline;
  private Pending.@Nullable Waiter place;
  private @Nullable Consumer<Selection> then;
  private long untilNanos;

  RoomWait(
      Balancer balancer, ClusterState state, SelectionKey key, Collection<Cluster.Endpoint> tried) {
    this.balancer = balancer;
    this.state = state;
    this.key = key;
    this.tried = tried;
    this.deadline = balancer.deadline(this::lookByTime);
  }

  /**
   * Waits.
   *
   * @param outcome a choice, or {@link Selection.Full} when the queue or the time is; maybe before
   *     this returns
   */
  void begin(long waitMillis, Consumer<Selection> outcome) {
    then = outcome;
    untilNanos = balancer.nowNanos() + waitMillis * NANOS_PER_MILLI;
    join();
  }

  /** Joins first and looks afterwards, so what becomes free in between is seen. */
  private void join() {
    Optional<Pending.Waiter> joined = state.join(this::wake);
    if (joined.isEmpty()) {
      end(new Selection.Full());
      return;
    }
    place = joined.get();
    Selection selection = select();
    if (selection instanceof Selection.Full) {
      lookLater();
    } else {
      leavePlace();
      end(selection);
    }
  }

  private Selection select() {
    return state.selectInTurn(key, tried, balancer.nowNanos(), balancer.lot());
  }

  /** Somebody made room, on any loop. */
  private void wake() {
    if (!balancer.soon(this::woken)) {
      state.pending().wakeFirst();
    }
  }

  private void woken() {
    place = null;
    if (then == null) {
      state.pending().wakeFirst();
      return;
    }
    Selection selection = select();
    if (selection instanceof Selection.Full) {
      join();
    } else {
      end(selection);
    }
  }

  private void lookLater() {
    long nowNanos = balancer.nowNanos();
    long nanos = Math.min(untilNanos, state.changesNanos(nowNanos)) - nowNanos;
    deadline.inMillis(nowNanos, Math.max(1, nanos / NANOS_PER_MILLI));
  }

  /** Time alone may have made room, or may be up. */
  private void lookByTime() {
    if (then == null) {
      return;
    }
    Selection selection = select();
    if (selection instanceof Selection.Full && balancer.nowNanos() < untilNanos) {
      lookLater();
    } else {
      leavePlace();
      end(selection);
    }
  }

  /** Nobody wants it any more. */
  void leave() {
    then = null;
    deadline.discard();
    leavePlace();
  }

  /** A wake-up that is on its way is passed on when it arrives. */
  private void leavePlace() {
    Pending.Waiter mine = place;
    place = null;
    if (mine != null) {
      mine.leave();
    }
  }

  private void end(Selection selection) {
    Consumer<Selection> told = then;
    then = null;
    deadline.discard();
    if (told != null) {
      told.accept(selection);
    }
  }
}
