package io.webgateway.agent.management;

import io.webgateway.agent.management.port.DrainDesk;
import io.webgateway.agent.routing.drain.DrainPhase;
import io.webgateway.agent.routing.drain.DrainProgress;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.drain.DrainTerms;
import io.webgateway.agent.routing.drain.Present;
import io.webgateway.agent.routing.policy.TlsPolicy;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drains of nobody: they wait for two connections until a test says that those have left. */
public final class TestDrains implements DrainDesk {
  private final InstantSource clock;
  private final Map<DrainScope, DrainProgress> running = new LinkedHashMap<>();
  private long latest;

  /** None yet. */
  public TestDrains(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<DrainProgress> begin(DrainScope scope, DrainTerms terms) {
    if (running.containsKey(scope)) {
      return Optional.empty();
    }
    DrainProgress begun =
        new DrainProgress(
            scope,
            ++latest,
            clock.instant(),
            clock.instant().plusMillis(terms.limitMillis()),
            DrainPhase.WAITING,
            new Present(2, 1, 0, 0),
            Present.NOTHING);
    running.put(scope, begun);
    return Optional.of(begun);
  }

  /** Whoever was left of everything that is drained has left. */
  public synchronized void allLeave() {
    running.replaceAll(
        (scope, drain) ->
            new DrainProgress(
                scope,
                drain.number(),
                drain.began(),
                drain.until(),
                DrainPhase.EMPTY,
                Present.NOTHING,
                Present.NOTHING));
  }

  @Override
  public synchronized boolean end(DrainScope scope, long number) {
    return progress(scope).filter(drain -> drain.number() == number).isPresent()
        && running.remove(scope) != null;
  }

  @Override
  public synchronized Optional<DrainProgress> progress(DrainScope scope) {
    return Optional.ofNullable(running.get(scope));
  }

  @Override
  public synchronized List<DrainProgress> all() {
    return List.copyOf(running.values());
  }

  @Override
  public Present present(String workload, Optional<TlsPolicy> notUnder) {
    return notUnder.isPresent() ? new Present(3, 0, 0, 0) : new Present(10, 2, 4, 0);
  }

  @Override
  public boolean hasListener(String name) {
    return name.equals("https") || name.equals("tcp/5432");
  }
}
