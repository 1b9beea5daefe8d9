package io.webgateway.console.desktop.fx;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;

/** What stands where a list would be: nothing yet, still loading, nothing found. */
public final class StatePane {
  private StatePane() {}

  /** Something is not there, with what to do about it. */
  public static VBox of(Ikon icon, String title, String text, Node... actions) {
    Label heading = Parts.text(title, "state-title");
    Label words = Parts.prose(text, "state-text");
    Label picture = new Label("", Parts.icon(icon));
    picture.getStyleClass().add("state-icon");
    VBox pane = pane(picture, heading);
    if (!text.isEmpty()) {
      pane.getChildren().add(words);
    }
    if (actions.length > 0) {
      pane.getChildren().add(Parts.row(actions));
    }
    return pane;
  }

  /** Something is on its way. */
  public static VBox loading(String title) {
    ProgressIndicator wheel = new ProgressIndicator();
    wheel.getStyleClass().add("state-wheel");
    return pane(wheel, Parts.text(title, "state-title"));
  }

  private static VBox pane(Node... nodes) {
    VBox pane = new VBox(nodes);
    pane.getStyleClass().add("state");
    return pane;
  }
}
