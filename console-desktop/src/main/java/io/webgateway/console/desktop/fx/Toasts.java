package io.webgateway.console.desktop.fx;

import io.webgateway.client.screen.Tone;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** Short words on what was done, in the window's corner; they go by themselves. */
public final class Toasts {
  private static final int SHOWN_SECONDS = 6;
  private static final int MOST = 4;

  private final VBox stack = new VBox();

  /** None yet. */
  public Toasts() {
    stack.getStyleClass().add("toasts");
    stack.setPickOnBounds(false);
    stack.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    StackPane.setAlignment(stack, Pos.BOTTOM_RIGHT);
  }

  /** The corner. */
  public Region node() {
    return stack;
  }

  /** Says something; with more than four the oldest goes. */
  public void say(Tone tone, String text) {
    Label toast = Parts.chip(tone, text);
    toast.getStyleClass().add("toast");
    toast.setWrapText(true);
    toast.setAccessibleRole(AccessibleRole.TEXT);
    stack.getChildren().add(toast);
    while (stack.getChildren().size() > MOST) {
      stack.getChildren().removeFirst();
    }
    PauseTransition pause = new PauseTransition(Duration.seconds(SHOWN_SECONDS));
    pause.setOnFinished(_ -> stack.getChildren().remove(toast));
    pause.play();
  }
}
