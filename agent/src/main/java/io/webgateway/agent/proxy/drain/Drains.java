package io.webgateway.agent.proxy.drain;

import io.webgateway.agent.routing.drain.DrainPhase;
import io.webgateway.agent.routing.drain.DrainProgress;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.drain.DrainTerms;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All drains of the engine. A drain stays until it is ended, so that who comes later is told to
 * leave too; sockets stay open and nobody is refused. Any thread; blocks for no event loop.
 */
public final class Drains {
  private static final Logger LOG = LoggerFactory.getLogger(Drains.class);
  private static final long LOOK_MILLIS = 100;

  private final Ground ground;
  private final ScheduledExecutorService chores;
  private final Time time;
  private final RandomGenerator chance;
  private final Map<DrainScope, RunningDrain> running = new LinkedHashMap<>();
  private long latest;
  private long cutBefore;
  private boolean looking;

  /**
   * The time, twice.
   *
   * @param nanos for spans
   * @param wall for people
   */
  public record Time(LongSupplier nanos, InstantSource wall) {}

  /**
   * None yet.
   *
   * @param chores where the looks run while there are drains
   * @param chance decides who is asked first
   */
  public Drains(Ground ground, ScheduledExecutorService chores, Time time, RandomGenerator chance) {
    this.ground = ground;
    this.chores = chores;
    this.time = time;
    this.chance = chance;
  }

  /** Begins; empty when the same is drained already. */
  public synchronized Optional<DrainProgress> begin(DrainScope scope, DrainTerms terms) {
    if (running.containsKey(scope)) {
      return Optional.empty();
    }
    RunningDrain.Begin begin =
        new RunningDrain.Begin(
            scope, ++latest, terms, time.wall().instant(), time.nanos().getAsLong());
    // Newcomers are told first: who comes in between is told twice rather than never.
    running.put(scope, new RunningDrain(begin, List.of(), chance));
    ground.draining(running.keySet());
    RunningDrain drain = new RunningDrain(begin, ground.guests(scope), chance);
    running.put(scope, drain);
    drain.look(ground, time.nanos().getAsLong());
    if (!looking) {
      looking = true;
      chores.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    LOG.info("Draining {} within {} ms", scope.text(), terms.limitMillis());
    return Optional.of(drain.progress());
  }

  /** Ends one, whatever has come of it; false when there is none of that number. */
  public synchronized boolean end(DrainScope scope, long number) {
    RunningDrain drain = running.get(scope);
    if (drain == null || drain.number() != number) {
      return false;
    }
    running.remove(scope);
    cutBefore += cut(drain.progress());
    ground.draining(running.keySet());
    drain.end(ground, !running.isEmpty());
    LOG.info("No longer draining {}", scope.text());
    return true;
  }

  /** How one goes. */
  public synchronized Optional<DrainProgress> progress(DrainScope scope) {
    return Optional.ofNullable(running.get(scope)).map(RunningDrain::progress);
  }

  /** How all go, in the order in which they began. */
  public synchronized List<DrainProgress> all() {
    return running.values().stream().map(RunningDrain::progress).toList();
  }

  /** Exchanges, tunnels and flows that drains have cut since the start. */
  public synchronized long cut() {
    return cutBefore + all().stream().mapToLong(Drains::cut).sum();
  }

  private static long cut(DrainProgress progress) {
    return progress.cut().exchanges() + progress.cut().tunnels() + progress.cut().flows();
  }

  private synchronized void look() {
    try {
      // Listeners and workloads may have come with another table.
      ground.draining(running.keySet());
      for (RunningDrain drain : running.values()) {
        DrainPhase before = drain.progress().phase();
        drain.look(ground, time.nanos().getAsLong());
        DrainProgress after = drain.progress();
        if (after.phase() != before && after.phase().isOver()) {
          LOG.info("Drained {}: {}", after.scope().text(), after.phase());
        }
      }
    } catch (RuntimeException e) {
      LOG.error("A look at what is drained failed; the next one goes on", e);
    }
    looking = !running.isEmpty();
    if (looking && !chores.isShutdown()) {
      chores.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
