package io.webgateway.console.desktop.fx;

import javafx.application.Platform;

/** The one door to JavaFX's thread: nothing else in this console calls {@code runLater}. */
public final class FxThread {
  private FxThread() {}

  /** Runs at once when this is JavaFX's thread, else there, soon. */
  public static void run(Runnable task) {
    if (Platform.isFxApplicationThread()) {
      task.run();
    } else {
      Platform.runLater(task);
    }
  }

  /** Runs on JavaFX's thread after what it is doing now. */
  public static void later(Runnable task) {
    Platform.runLater(task);
  }
}
