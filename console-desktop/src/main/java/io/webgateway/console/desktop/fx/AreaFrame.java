package io.webgateway.console.desktop.fx;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What all areas look like: title, count, actions; a notice; and the body, which grows. */
public final class AreaFrame {
  private final Label count = Parts.text("", "area-count");
  private final HBox head = new HBox();
  private final Notice notice = new Notice();
  private final VBox body = new VBox();
  private final VBox root = new VBox();

  /** A frame with actions in its head. */
  public AreaFrame(String title, Node... actions) {
    head.getStyleClass().add("area-head");
    head.getChildren().addAll(Parts.heading(title, "area-title"), count, Parts.spring());
    head.getChildren().addAll(List.of(actions));
    body.getStyleClass().add("area-body");
    VBox.setVgrow(body, Priority.ALWAYS);
    root.getStyleClass().add("area");
    root.getChildren().addAll(head, body);
    body.getChildren().add(notice.node());
  }

  /** How many there are, in words. */
  public void count(String text) {
    count.setText(text);
  }

  /** Puts the body in; the last node takes the room that is left. */
  public void body(Node... nodes) {
    body.getChildren().setAll(notice.node());
    body.getChildren().addAll(List.of(nodes));
    VBox.setVgrow(nodes[nodes.length - 1], Priority.ALWAYS);
  }

  /** Says something about the whole area. */
  public Notice notice() {
    return notice;
  }

  /** All of it. */
  public VBox node() {
    return root;
  }
}
