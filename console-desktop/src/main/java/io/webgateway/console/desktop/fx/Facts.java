package io.webgateway.console.desktop.fx;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** A list of facts: what, and what it is. */
public final class Facts {
  private static final double NAMES_PIXELS = 104;

  private final GridPane grid = new GridPane();

  /** An empty list. */
  public Facts() {
    grid.getStyleClass().add("facts");
    ColumnConstraints names = new ColumnConstraints(NAMES_PIXELS);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().setAll(names, values);
  }

  /** A fact in words; one without words is left out. */
  public Facts add(String name, String value) {
    if (!value.isEmpty()) {
      add(name, Parts.prose(value, "fact-value"));
    }
    return this;
  }

  /** A fact that a machine gave, with a button that copies it. */
  public Facts addCopied(String name, String value) {
    if (!value.isEmpty()) {
      Label text = Parts.prose(value, "fact-value", "mono");
      add(name, Parts.row(text, Parts.spring(), Parts.copyButton(name, value)));
    }
    return this;
  }

  /** A fact as a node. */
  public Facts add(String name, Node value) {
    int row = grid.getRowCount();
    Label label = Parts.text(name, "fact-name");
    label.setLabelFor(value);
    grid.add(label, 0, row);
    grid.add(value, 1, row);
    return this;
  }

  /** The list. */
  public GridPane node() {
    return grid;
  }
}
