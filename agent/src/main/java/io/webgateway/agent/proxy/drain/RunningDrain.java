package io.webgateway.agent.proxy.drain;

import io.webgateway.agent.proxy.transport.Departure;
import io.webgateway.agent.proxy.transport.Guest;
import io.webgateway.agent.routing.drain.DrainCourse;
import io.webgateway.agent.routing.drain.DrainPhase;
import io.webgateway.agent.routing.drain.DrainProgress;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.drain.DrainTerms;
import io.webgateway.agent.routing.drain.Present;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** One drain: what its course decides is done, and what is left is counted. One thread. */
final class RunningDrain {
  /** Many guests are counted once a second, few at each look. */
  private static final int FEW_GUESTS = 1_000;

  private static final int LOOKS_PER_COUNT = 10;

  private final DrainScope scope;
  private final DrainTerms terms;
  private final long number;
  private final Instant began;
  private final long beganNanos;
  private final DrainCourse<Guest> course;
  private CompletableFuture<Present> counting = CompletableFuture.completedFuture(Present.NOTHING);
  private boolean counted;
  private int looks;
  private Present left = Present.NOTHING;
  private CompletableFuture<Present> cut = CompletableFuture.completedFuture(Present.NOTHING);

  /**
   * Begins.
   *
   * @param number tells it from others
   * @param terms how it goes
   */
  record Begin(DrainScope scope, long number, DrainTerms terms, Instant at, long nanos) {}

  RunningDrain(Begin begin, List<Guest> present, RandomGenerator chance) {
    this.scope = begin.scope();
    this.terms = begin.terms();
    this.number = begin.number();
    this.began = begin.at();
    this.beganNanos = begin.nanos();
    this.course = new DrainCourse<>(terms, present, chance);
  }

  long number() {
    return number;
  }

  /** Does what is due now. */
  void look(Ground ground, long nowNanos) {
    takeCount();
    long elapsedMillis = TimeUnit.NANOSECONDS.toMillis(nowNanos - beganNanos);
    DrainCourse.Step<Guest> step = course.at(elapsedMillis);
    for (Guest guest : step.ask()) {
      guest.loop().execute(() -> guest.tell().accept(new Departure.Ask(scope)));
    }
    if (step.cut()) {
      cut = Telling.tell(scope, ground.guests(scope), new Departure.Cut(scope));
    }
    count(ground);
  }

  private void count(Ground ground) {
    if (!counting.isDone()) {
      return;
    }
    boolean isDue = looks++ % LOOKS_PER_COUNT == 0;
    if (isDue || left.connections() < FEW_GUESTS) {
      counted = false;
      counting = Telling.count(scope, ground.guests(scope));
    }
  }

  private void takeCount() {
    if (counting.isDone() && !counted) {
      counted = true;
      left = counting.join();
      course.found(left);
    }
  }

  /** It is called off: who was asked and is still there may stay. */
  void end(Ground ground, boolean othersGoOn) {
    course.end();
    // Where another drain goes on, who leaves for this one does no harm: nothing is lost.
    if (!othersGoOn) {
      Telling.tell(scope, ground.guests(scope), new Departure.Stay());
    }
  }

  DrainProgress progress() {
    DrainPhase phase = course.phase();
    return new DrainProgress(
        scope,
        number,
        began,
        began.plusMillis(terms.limitMillis()),
        phase,
        left,
        cut.getNow(Present.NOTHING));
  }
}
