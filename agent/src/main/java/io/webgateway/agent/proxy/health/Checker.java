package io.webgateway.agent.proxy.health;

import io.netty.util.concurrent.Future;
import io.webgateway.agent.routing.balance.CheckResult;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks one endpoint again and again; never twice at once, because the next check is planned when
 * one has ended. Confined to its event loop.
 */
final class Checker {
  private final CheckTarget target;
  private final CheckLoop loop;
  private final CheckWorld world;
  private final CheckSchedule schedule;
  private @Nullable Future<?> timer;
  private @Nullable Check current;
  private long startedNanos;
  private boolean inDoubt;
  private boolean stopped;

  Checker(CheckTarget target, CheckLoop loop, CheckWorld world) {
    this.target = target;
    this.loop = loop;
    this.world = world;
    this.schedule = CheckSchedule.of(target.schedule());
  }

  void start() {
    plan(schedule.firstDelayNanos(world.chance().getAsDouble()));
  }

  private void plan(long delayNanos) {
    timer = loop.loop().schedule(this::check, delayNanos, TimeUnit.NANOSECONDS);
  }

  private void check() {
    startedNanos = world.nowNanos().getAsLong();
    current = Check.begin(target, loop, world, this::told);
  }

  private void told(Optional<CheckResult> result) {
    if (stopped) {
      return;
    }
    result.ifPresent(
        verdict ->
            inDoubt = world.verdicts().checked(target.cluster(), target.endpoint(), verdict));
    long nowNanos = world.nowNanos().getAsLong();
    plan(schedule.nextDelayNanos(startedNanos, nowNanos, inDoubt, world.chance().getAsDouble()));
  }

  /** No more checks; one that is under way is broken off without a verdict. */
  void stop() {
    stopped = true;
    if (timer != null) {
      timer.cancel(false);
    }
    if (current != null) {
      current.abandon();
    }
  }
}
