package io.webgateway.console.web.component;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that tells screens that time has passed. Thread-safe; listeners hand over and return.
 */
public final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ticker").factory());

  /** Ticks at a distance from now on. */
  public Ticker(Duration distance) {
    long millis = distance.toMillis();
    var _ = clockwork.scheduleAtFixedRate(this::tick, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Tells at every tick.
   *
   * @return ends it
   */
  public Runnable onTick(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void tick() {
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        LOG.warn("A listener of the ticker failed", e);
      }
    }
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }
}
