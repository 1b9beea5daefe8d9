package io.webgateway.console.desktop.fx;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Hands values from any thread to JavaFX's, the newest of each 100 ms only: a burst of changes
 * costs one repaint. A bound of one, newest wins.
 */
public final class Latest<T> {
  private static final int SPACING_MILLIS = 100;

  private final Consumer<T> consumer;
  private final AtomicReference<@Nullable T> pending = new AtomicReference<>();
  private final AtomicBoolean armed = new AtomicBoolean();

  /** Will hand values to a consumer, on JavaFX's thread. */
  public Latest(Consumer<T> consumer) {
    this.consumer = consumer;
  }

  /** Takes a value; one that was not handed over yet is forgotten. */
  public void offer(T value) {
    pending.set(value);
    if (armed.compareAndSet(false, true)) {
      FxThread.later(this::arm);
    }
  }

  private void arm() {
    PauseTransition pause = new PauseTransition(Duration.millis(SPACING_MILLIS));
    pause.setOnFinished(_ -> handOver());
    pause.play();
  }

  private void handOver() {
    armed.set(false);
    T value = pending.getAndSet(null);
    if (value != null) {
      consumer.accept(value);
    }
  }
}
