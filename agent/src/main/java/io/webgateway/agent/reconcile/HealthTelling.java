package io.webgateway.agent.reconcile;

import io.webgateway.agent.observe.BackendsHealth;
import io.webgateway.agent.proxy.ApplyReport;
import io.webgateway.agent.routing.drain.DrainProgress;
import io.webgateway.agent.routing.drain.DrainScope;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Between two rounds, says anew how those workloads stand whose backends have changed. It looks a
 * few times a second, so that people learn of a dead backend within a second however often it
 * changes, and what is between two looks is not told: no queue, no storm. One thread, the
 * reconciler's.
 */
final class HealthTelling {
  private final ConditionTeller teller;
  private final Supplier<Map<String, BackendsHealth>> health;
  private final Supplier<List<DrainProgress>> drains;
  private List<Told> told = List.of();
  private final Map<String, BackendsHealth> shown = new HashMap<>();
  private Map<String, DrainProgress> drained = Map.of();

  HealthTelling(
      ConditionTeller teller,
      Supplier<Map<String, BackendsHealth>> health,
      Supplier<List<DrainProgress>> drains) {
    this.teller = teller;
    this.health = health;
    this.drains = drains;
  }

  private record Told(Subject subject, Service service, RoutePicture picture, ApplyReport report) {}

  /** Says how everything stands after a round. */
  void tell(Map<Subject, Service> services, RoutePicture picture, ApplyReport report, Instant now) {
    Map<String, BackendsHealth> current = health.get();
    drained = drainedNow();
    shown.clear();
    shown.putAll(current);
    told =
        services.entrySet().stream()
            .map(each -> new Told(each.getKey(), each.getValue(), picture, report))
            .toList();
    told.forEach(each -> tell(each, current, now));
  }

  /** Says what has changed since. */
  void tellChanges(Instant now) {
    Map<String, BackendsHealth> current = health.get();
    Map<String, DrainProgress> drainedBefore = drained;
    drained = drainedNow();
    for (Told each : told) {
      String path = each.subject().path();
      BackendsHealth next = current.get(path);
      BackendsHealth before = shown.get(path);
      boolean drainIsNews = !numberOf(drainedBefore, path).equals(numberOf(drained, path));
      boolean healthIsNews = next != null && (before == null || !next.saysTheSameAs(before));
      if (healthIsNews) {
        shown.put(path, next);
      }
      if (healthIsNews || drainIsNews) {
        tell(each, current, now);
      }
    }
  }

  /**
   * Workloads that are drained by themselves. That the whole node is drained is told by the node,
   * and not of each of its workloads.
   */
  private Map<String, DrainProgress> drainedNow() {
    Map<String, DrainProgress> now = new HashMap<>();
    for (DrainProgress drain : drains.get()) {
      if (drain.scope() instanceof DrainScope.OfWorkload(String path)) {
        now.put(path, drain);
      }
    }
    return now;
  }

  private static Optional<Long> numberOf(Map<String, DrainProgress> drains, String path) {
    return Optional.ofNullable(drains.get(path)).map(DrainProgress::number);
  }

  private void tell(Told each, Map<String, BackendsHealth> current, Instant now) {
    Optional<BackendsHealth> backends = Optional.ofNullable(current.get(each.subject().path()));
    teller.tell(
        each.subject(),
        each.service(),
        new ConditionTeller.Outcome(
            each.picture(),
            each.report(),
            backends,
            Optional.ofNullable(drained.get(each.subject().path()))),
        now);
  }
}
