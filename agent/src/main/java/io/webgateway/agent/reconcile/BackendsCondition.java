package io.webgateway.agent.reconcile;

import io.webgateway.agent.observe.BackendsHealth;
import io.webgateway.agent.observe.BackendsHealth.Backend;
import io.webgateway.agent.observe.BackendsHealth.Doubt;
import io.webgateway.agent.observe.BackendsHealth.State;
import io.webgateway.model.status.Condition;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The condition BackendsHealthy: which backends are not well, since when, and why. Pure. What
 * nothing has checked or used is Unknown, even beside others that are well.
 */
final class BackendsCondition {
  /** Published codes; they say nothing of addresses. */
  static final String HEALTHY = "Healthy";

  static final String NOT_CHECKED = "NotChecked";
  static final String SOME_DOWN = "BackendDown";
  static final String ALL_DOWN = "AllBackendsDown";
  static final String WAITED_FOR = "WaitingForBackend";

  /** How many is not said here: that changes all the time, and is told with the backends. */
  private static final String WAIT = "; visitors wait for one";

  /** More are counted, not named. */
  private static final int MAX_NAMED = 5;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private BackendsCondition() {}

  /** Of a workload that is served. */
  static Condition of(BackendsHealth health, Instant now) {
    List<Backend> all = health.backends();
    List<Backend> out = all.stream().filter(each -> each.state().isOut()).toList();
    List<Backend> unknown = all.stream().filter(each -> each.state() == State.UNKNOWN).toList();
    int healthy = all.size() - out.size() - unknown.size();
    if (!out.isEmpty()) {
      String wait = health.isWaitedFor() ? WAIT : "";
      return out.size() == all.size()
          ? condition(ConditionStatus.FALSE, ALL_DOWN, allDown(out) + wait, now)
          : condition(ConditionStatus.FALSE, SOME_DOWN, someDown(health, out) + wait, now);
    }
    if (health.isWaitedFor()) {
      return condition(ConditionStatus.FALSE, WAITED_FOR, "No backend can be reached" + WAIT, now);
    }
    if (all.isEmpty() || unknown.size() == all.size()) {
      return condition(
          ConditionStatus.UNKNOWN, NOT_CHECKED, "Nothing has checked or used a backend yet", now);
    }
    String count = healthyOf(healthy, all.size()) + doubted(all);
    return unknown.isEmpty()
        ? condition(ConditionStatus.TRUE, HEALTHY, count, now)
        : condition(
            ConditionStatus.UNKNOWN,
            NOT_CHECKED,
            count + "; nothing has checked or used " + addresses(unknown) + " yet",
            now);
  }

  /** What is well still, but has just failed a check: people should not have to wait for fall. */
  private static String doubted(List<Backend> all) {
    String names =
        all.stream()
            .filter(each -> each.doubt().isPresent())
            .limit(MAX_NAMED)
            .map(each -> doubted(each, each.doubt().orElseThrow()))
            .collect(Collectors.joining("; "));
    return names.isEmpty() ? "" : "; " + names;
  }

  private static String doubted(Backend backend, Doubt doubt) {
    return "the last check of %s failed (%d of %d): %s"
        .formatted(backend.address(), doubt.checks(), doubt.needed(), doubt.why());
  }

  private static String healthyOf(int healthy, int all) {
    if (all == 1) {
      return "The backend is healthy";
    }
    return healthy + " of " + all + (healthy == 1 ? " backends is" : " backends are") + " healthy";
  }

  private static String allDown(List<Backend> out) {
    return (out.size() == 1 ? "The only backend is down: " : "All backends are down: ")
        + named(out);
  }

  private static String someDown(BackendsHealth health, List<Backend> out) {
    return out.size()
        + " of "
        + health.backends().size()
        + (out.size() == 1 ? " backends is down: " : " backends are down: ")
        + named(out)
        + (health.panic() ? ". So few are healthy that all get traffic" : "");
  }

  private static String named(List<Backend> out) {
    String names =
        out.stream()
            .limit(MAX_NAMED)
            .map(BackendsCondition::named)
            .collect(Collectors.joining("; "));
    return out.size() > MAX_NAMED ? names + "; and " + (out.size() - MAX_NAMED) + " more" : names;
  }

  private static String named(Backend backend) {
    return backend.address()
        + (backend.state() == State.LEFT_OUT ? " (traffic failed)" : "")
        + " since "
        + TIME.format(backend.since())
        + (backend.why().isEmpty() ? "" : ": " + backend.why().replaceFirst("\\.$", ""));
  }

  private static String addresses(List<Backend> backends) {
    String names =
        backends.stream().limit(MAX_NAMED).map(Backend::address).collect(Collectors.joining(", "));
    return backends.size() > MAX_NAMED
        ? names + " and " + (backends.size() - MAX_NAMED) + " more"
        : names;
  }

  private static Condition condition(
      ConditionStatus status, String reason, String message, Instant now) {
    return new Condition(ConditionType.BACKENDS_HEALTHY, status, reason, message, now);
  }
}
