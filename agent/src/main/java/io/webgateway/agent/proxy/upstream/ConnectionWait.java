package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.routing.balance.Connections;
import io.webgateway.agent.routing.balance.Pending;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request that has its place at an endpoint, but may open no connection because as many are
 * open as may be. One of them at least is not in use: on another event loop, which is asked to
 * close it, or soon on this one. Waits as long as a connection may take. Event loop of its
 * balancer.
 */
final class ConnectionWait {
  private static final long LOOK_MILLIS = 100;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final Balancer balancer;
  private final PoolKey key;
  private final Connections connections;
  private final BooleanSupplier attempt;
  private final Runnable givesUp;
  private final Deadline deadline;
  private final long untilNanos;
  private Pending.@Nullable Waiter place;
  private boolean over;

  /**
   * One that has not begun to wait.
   *
   * @param attempt goes on if it can, and says whether it could
   */
  ConnectionWait(
      Balancer balancer, PoolKey key, Target target, BooleanSupplier attempt, Runnable givesUp) {
    this.balancer = balancer;
    this.key = key;
    this.connections = target.connections();
    this.attempt = attempt;
    this.givesUp = givesUp;
    this.deadline = balancer.deadline(this::lookByTime);
    this.untilNanos = balancer.nowNanos() + target.connectTimeoutMillis() * NANOS_PER_MILLI;
  }

  /** Joins first and looks afterwards, so what becomes free in between is seen. */
  void begin() {
    place = connections.join(this::wake);
    look();
  }

  private void look() {
    if (attempt.getAsBoolean()) {
      end();
    } else if (balancer.nowNanos() >= untilNanos) {
      end();
      givesUp.run();
    } else {
      balancer.shed(key);
      deadline.inMillis(balancer.nowNanos(), LOOK_MILLIS);
    }
  }

  private void lookByTime() {
    if (!over) {
      look();
    }
  }

  /** A connection was closed, on any loop. */
  private void wake() {
    if (!balancer.soon(this::woken)) {
      connections.passOn();
    }
  }

  private void woken() {
    if (over) {
      connections.passOn();
    } else {
      begin();
    }
  }

  private void end() {
    over = true;
    deadline.discard();
    Pending.Waiter mine = place;
    place = null;
    if (mine != null) {
      mine.leave();
    }
  }
}
