package io.webgateway.agent.routing.balance;

import io.webgateway.agent.routing.balance.ClusterHealth.Status;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Who gets traffic, and how much, as long as nothing changes: made when something has, not for
 * every request. Immutable.
 */
final class Plan {
  /** With a slow start, weights are told apart by hundredths. */
  private static final int FULL_SHARE = 100;

  private static final long FOREVER_NANOS = Long.MAX_VALUE / 4;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final Standings source;
  private final long untilNanos;
  private final int[] members;
  private final Wheel wheel;
  private final boolean panic;
  private final boolean calm;

  /**
   * A plan.
   *
   * @param source what it was made of
   * @param untilNanos when time alone changes it
   * @param members positions of those that get traffic, ascending
   * @param wheel their shares, in the same order
   * @param panic whether health is not looked at
   * @param calm whether a success of traffic would change nothing
   */
  private Plan(
      Standings source, long untilNanos, int[] members, Wheel wheel, boolean panic, boolean calm) {
    this.source = source;
    this.untilNanos = untilNanos;
    this.members = members;
    this.wheel = wheel;
    this.panic = panic;
    this.calm = calm;
  }

  /** What time and standings make of a cluster's members. */
  static Plan of(List<Member> all, Standings source, TrafficPolicy policy, long nowNanos) {
    boolean checks = !(policy.health().check() instanceof HealthPolicy.ActiveCheck.Off);
    Times times = new Times(policy.balancing().slowStartMillis() * NANOS_PER_MILLI, nowNanos);
    int[] well = new int[all.size()];
    int[] shares = new int[all.size()];
    int size = 0;
    boolean calm = true;
    for (int i = 0; i < all.size(); i++) {
      Standing standing = source.of(all.get(i).text(), nowNanos);
      calm &= standing.isCalm();
      Status status = standing.status(checks, nowNanos);
      if (status == Status.EJECTED) {
        times.change(standing.ejectedUntilNanos());
      } else if (status != Status.UNHEALTHY) {
        shares[size] = times.share(standing);
        well[size++] = i;
      }
    }
    if (isPanic(size, all.size(), policy.balancing())) {
      int[] members = IntStream.range(0, all.size()).toArray();
      return new Plan(source, times.nextNanos(), members, byWeight(all, members), true, calm);
    }
    int[] members = Arrays.copyOf(well, size);
    return new Plan(
        source, times.nextNanos(), members, times.wheel(all, members, shares), false, calm);
  }

  private static Wheel byWeight(List<Member> all, int[] members) {
    return new Wheel(Arrays.stream(members).map(each -> all.get(each).weight()).toArray());
  }

  /** The same for those alone that pass, by their weights, for one selection. */
  Plan only(List<Member> all, IntPredicate passes) {
    int[] left = Arrays.stream(members).filter(passes).toArray();
    return new Plan(source, untilNanos, left, byWeight(all, left), panic, calm);
  }

  /** All that pass, well or not, for one selection. */
  Plan any(List<Member> all, IntPredicate passes) {
    int[] left = IntStream.range(0, all.size()).filter(passes).toArray();
    return new Plan(source, untilNanos, left, byWeight(all, left), true, calm);
  }

  boolean has(int member) {
    return Arrays.binarySearch(members, member) >= 0;
  }

  int size() {
    return members.length;
  }

  /** The position in the cluster of the one at a place of this plan. */
  int member(int place) {
    return members[place];
  }

  Wheel wheel() {
    return wheel;
  }

  boolean isPanic() {
    return panic;
  }

  long untilNanos() {
    return untilNanos;
  }

  Standings source() {
    return source;
  }

  private static boolean isPanic(int well, int all, Balancing balancing) {
    return well == 0 || well * 100L < (long) all * balancing.panicPercent();
  }

  boolean holds(Standings now, long nowNanos) {
    return now == source && nowNanos - untilNanos < 0;
  }

  /** Whether a success of traffic would tell nothing new. */
  boolean isCalm(Standings now) {
    return calm && now == source;
  }

  /** What time does to a plan. */
  private static final class Times {
    private final long slowNanos;
    private final long nowNanos;
    private long leftNanos = FOREVER_NANOS;
    private boolean slow;

    Times(long slowNanos, long nowNanos) {
      this.slowNanos = slowNanos;
      this.nowNanos = nowNanos;
    }

    void change(long atNanos) {
      leftNanos = Math.min(leftNanos, Math.max(1, atNanos - nowNanos));
    }

    /** Hundredths of its weight; at least one, or it would never get traffic. */
    int share(Standing standing) {
      long sinceNanos = nowNanos - standing.risesFromNanos();
      if (slowNanos == 0 || !standing.cameBack() || sinceNanos >= slowNanos) {
        return FULL_SHARE;
      }
      slow = true;
      long stepNanos = Math.max(1, slowNanos / FULL_SHARE);
      long steps = Math.max(0, sinceNanos) / stepNanos;
      change(standing.risesFromNanos() + (steps + 1) * stepNanos);
      return Math.clamp(steps, 1, FULL_SHARE);
    }

    Wheel wheel(List<Member> all, int[] members, int[] shares) {
      int[] weights = new int[members.length];
      for (int i = 0; i < members.length; i++) {
        weights[i] = all.get(members[i]).weight() * (slow ? shares[i] : 1);
      }
      return new Wheel(weights);
    }

    long nextNanos() {
      return nowNanos + leftNanos;
    }
  }
}
