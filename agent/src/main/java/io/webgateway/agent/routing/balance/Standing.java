package io.webgateway.agent.routing.balance;

import io.webgateway.agent.routing.balance.ClusterHealth.Doubt;
import io.webgateway.agent.routing.balance.ClusterHealth.Status;
import io.webgateway.model.workload.policy.HealthPolicy;
import java.util.Optional;

/**
 * What is known of one endpoint. Immutable; each event makes another one. Times are nanoseconds of
 * the callers' clock.
 *
 * @param checked whether a check has ever ended
 * @param down what checks say
 * @param run checks in a row that speak against {@code down}
 * @param proved whether traffic has succeeded since the last failure that left it out
 * @param failures of traffic in a row
 * @param ejections how often in a row it was left out
 * @param ejected whether it was left out and nothing has succeeded since
 * @param ejectedNanos since when
 * @param ejectedUntilNanos until when
 * @param sinceNanos when it became what checks and traffic say, ejection apart
 * @param slowSinceNanos since when it is given more and more; means nothing unless {@code slow}
 * @param slow whether it came back
 * @param why the last failure, for people
 */
record Standing(
    boolean checked,
    boolean down,
    CheckRun run,
    boolean proved,
    int failures,
    int ejections,
    boolean ejected,
    long ejectedNanos,
    long ejectedUntilNanos,
    long sinceNanos,
    long slowSinceNanos,
    boolean slow,
    String why) {
  private static final int MAX_DOUBLINGS = 5;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** Nothing is known yet. */
  static Standing unknown(long nowNanos) {
    return begun(false, nowNanos, false);
  }

  private static Standing begun(boolean checked, long nowNanos, boolean last) {
    return new Standing(
        checked,
        false,
        CheckRun.NONE,
        false,
        0,
        0,
        false,
        nowNanos,
        nowNanos,
        nowNanos,
        nowNanos,
        last,
        "");
  }

  boolean isEjected(long nowNanos) {
    return ejected && nowNanos - ejectedUntilNanos < 0;
  }

  /** Whether nothing but a failure would change it, for traffic. */
  boolean isCalm() {
    return proved && failures == 0 && !ejected;
  }

  /** Its status where checks are made, or are not. */
  Status status(boolean checks, long nowNanos) {
    if (checks && down) {
      return Status.UNHEALTHY;
    }
    if (isEjected(nowNanos)) {
      return Status.EJECTED;
    }
    return (checks && checked) || proved ? Status.HEALTHY : Status.UNKNOWN;
  }

  /** Since when it has that status. */
  long statusSinceNanos(Status status) {
    return switch (status) {
      case EJECTED -> ejectedNanos;
      case HEALTHY, UNKNOWN ->
          ejected && ejectedUntilNanos - sinceNanos > 0 ? ejectedUntilNanos : sinceNanos;
      case UNHEALTHY -> sinceNanos;
    };
  }

  /** From when it is given more and more, where it came back; an ejection ends by time alone. */
  long risesFromNanos() {
    return ejected ? ejectedUntilNanos : slowSinceNanos;
  }

  boolean cameBack() {
    return slow || ejected;
  }

  /**
   * What the last checks said against {@code down}, until they are enough. An edit may ask for
   * fewer than there were already; the next check sees to that.
   */
  Optional<Doubt> doubt(HealthPolicy.Schedule schedule) {
    int needed = down ? schedule.rise() : schedule.fall();
    return run.isNone()
        ? Optional.empty()
        : Optional.of(new Doubt(!down, run.length(), Math.max(run.length(), needed), run.why()));
  }

  /** A check ended. The first one decides at once; then rise and fall count. */
  Standing checked(CheckResult result, HealthPolicy.Schedule schedule, long nowNanos) {
    return switch (result) {
      case CheckResult.Passed _ -> passed(schedule.rise(), nowNanos);
      case CheckResult.Failed failed -> failedCheck(failed.why(), schedule.fall(), nowNanos);
    };
  }

  private Standing passed(int rise, long nowNanos) {
    if (!checked) {
      return with(true, false, CheckRun.NONE, proved ? sinceNanos : nowNanos, "");
    }
    if (!down) {
      return run.isNone() ? this : with(true, false, CheckRun.NONE, sinceNanos, why);
    }
    if (run.length() + 1 < rise) {
      return with(true, true, run.longer(""), sinceNanos, why);
    }
    // Whatever traffic said before: it answers again, and begins anew.
    return begun(true, nowNanos, true);
  }

  private Standing failedCheck(String reason, int fall, long nowNanos) {
    if (checked && down) {
      return with(true, true, CheckRun.NONE, sinceNanos, reason);
    }
    if (checked && run.length() + 1 < fall) {
      return with(true, false, run.longer(reason), sinceNanos, why);
    }
    return with(true, true, CheckRun.NONE, nowNanos, reason);
  }

  private Standing with(
      boolean isChecked, boolean isDown, CheckRun inRow, long since, String reason) {
    return new Standing(
        isChecked,
        isDown,
        inRow,
        proved,
        failures,
        ejections,
        ejected,
        ejectedNanos,
        ejectedUntilNanos,
        since,
        slowSinceNanos,
        slow,
        reason);
  }

  /**
   * Traffic succeeded. While it is left out that tells nothing, for what was begun before may still
   * end well; unless all get traffic, when nothing else would tell.
   */
  Standing succeeded(boolean panic, long nowNanos) {
    if (isCalm() || (isEjected(nowNanos) && !panic)) {
      return this;
    }
    boolean first = !proved && !checked;
    long cameBackNanos = isEjected(nowNanos) ? nowNanos : ejectedUntilNanos;
    return new Standing(
        checked,
        down,
        run,
        true,
        0,
        ejections,
        false,
        ejectedNanos,
        cameBackNanos,
        ejected ? cameBackNanos : first ? nowNanos : sinceNanos,
        ejected ? cameBackNanos : slowSinceNanos,
        slow || ejected,
        down ? why : "");
  }

  /** Traffic failed. */
  Standing failed(String reason) {
    return new Standing(
        checked,
        down,
        run,
        proved,
        Math.min(failures + 1, HealthPolicy.Schedule.MAX_COUNT),
        ejections,
        ejected,
        ejectedNanos,
        ejectedUntilNanos,
        sinceNanos,
        slowSinceNanos,
        slow,
        reason);
  }

  /**
   * Left out from now on: twice as long as the last time, unless it had done well for as long as it
   * was left out then.
   */
  Standing ejected(long baseMillis, long nowNanos) {
    boolean again = ejections > 0 && nowNanos - ejectedUntilNanos < lastNanos(baseMillis);
    int times = again ? ejections : 0;
    long nanos = (baseMillis * NANOS_PER_MILLI) << Math.min(times, MAX_DOUBLINGS);
    return new Standing(
        checked,
        down,
        run,
        false,
        failures,
        Math.min(times + 1, MAX_DOUBLINGS + 1),
        true,
        nowNanos,
        nowNanos + nanos,
        sinceNanos,
        slowSinceNanos,
        slow,
        why);
  }

  private long lastNanos(long baseMillis) {
    return (baseMillis * NANOS_PER_MILLI) << Math.min(ejections - 1, MAX_DOUBLINGS);
  }
}
