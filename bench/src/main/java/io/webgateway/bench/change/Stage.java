package io.webgateway.bench.change;

import io.webgateway.bench.change.sample.Ports;
import io.webgateway.bench.change.sample.SampleBackend;
import io.webgateway.bench.change.side.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Where the one backend stands, and how it moves. One thread's. */
final class Stage implements AutoCloseable {
  private static final long OUTAGE_MILLIS = 300;
  private static final long QUIET_SECONDS = 15;

  private final List<Ports> places;
  private final List<Death> deaths = new ArrayList<>();
  private SampleBackend backend;
  private int moves;

  /** Puts the backend at the first of these places, of which there are several. */
  Stage(List<Ports> places) throws IOException {
    this.places = places;
    this.backend = SampleBackend.start("b0", places.getFirst());
  }

  SampleBackend backend() {
    return backend;
  }

  List<Death> deaths() {
    return List.copyOf(deaths);
  }

  /** Moves it, by plan and by accident in turns; answers which. */
  String move(Side side) throws IOException, InterruptedException {
    moves++;
    if (moves % 2 == 1) {
      moveByPlan(side);
      return "by plan";
    }
    moveByAccident(side);
    return "by accident";
  }

  /** The next one is there before the gateway is told, and the last one until it is not needed. */
  private void moveByPlan(Side side) throws IOException, InterruptedException {
    SampleBackend last = backend;
    backend = next();
    side.point(backend.ports());
    last.awaitQuiet(QUIET_SECONDS);
    long now = System.nanoTime();
    deaths.add(new Death(last.name(), now, now));
    last.close();
  }

  /** It is gone, comes up elsewhere, and only then the gateway is told. */
  private void moveByAccident(Side side) throws IOException, InterruptedException {
    Death death = new Death(backend.name(), System.nanoTime(), Long.MAX_VALUE);
    deaths.add(death);
    backend.close();
    TimeUnit.MILLISECONDS.sleep(OUTAGE_MILLIS);
    backend = next();
    side.point(backend.ports());
    deaths.set(deaths.size() - 1, new Death(death.backend(), death.atNanos(), System.nanoTime()));
  }

  private SampleBackend next() throws IOException {
    return SampleBackend.start("b" + moves, places.get(moves % places.size()));
  }

  @Override
  public void close() {
    backend.close();
  }
}
