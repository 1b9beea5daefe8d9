package io.webgateway.console.desktop.fx;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Duration;

/** Calls again and again on JavaFX's thread, until stopped. */
public final class Ticker {
  private final Timeline timeline;

  private Ticker(Timeline timeline) {
    this.timeline = timeline;
  }

  /** Starts to call, first after one period. */
  public static Ticker every(long millis, Runnable task) {
    Timeline timeline =
        new Timeline(new KeyFrame(Duration.millis((double) millis), _ -> task.run()));
    timeline.setCycleCount(Animation.INDEFINITE);
    timeline.play();
    return new Ticker(timeline);
  }

  /** Calls no more. */
  public void stop() {
    timeline.stop();
  }
}
