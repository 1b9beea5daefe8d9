package io.webgateway.console.desktop.workloads;

import io.webgateway.console.desktop.fx.Parts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** The pools of a form: a box to tick for each. */
final class PoolBoxes {
  private static final double GAP_PIXELS = 14;

  private final FlowPane boxes = new FlowPane(GAP_PIXELS, GAP_PIXELS / 2);
  private final Label below = Parts.prose("", "field-hint");
  private final List<CheckBox> all = new ArrayList<>();
  private final VBox root;

  PoolBoxes(List<String> pools, List<String> chosen, Runnable changed) {
    Set<String> offered = new LinkedHashSet<>(pools);
    offered.addAll(chosen);
    for (String pool : offered) {
      CheckBox box = new CheckBox(pool);
      box.setMnemonicParsing(false);
      box.setSelected(chosen.contains(pool));
      box.selectedProperty().addListener((_, _, _) -> changed.run());
      all.add(box);
    }
    boxes.getChildren().setAll(all);
    root = new VBox(Parts.text("Pools", "field-label"), boxes, below);
    root.getStyleClass().add("field");
    fault("");
  }

  VBox node() {
    return root;
  }

  List<String> read() {
    return all.stream().filter(CheckBox::isSelected).map(CheckBox::getText).toList();
  }

  void fault(String text) {
    below.getStyleClass().remove("bad");
    below.setText(text.isEmpty() ? "Where it is served." : text);
    if (!text.isEmpty()) {
      below.getStyleClass().add("bad");
    }
  }
}
