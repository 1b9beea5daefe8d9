package io.webgateway.console.desktop.workloads;

import io.webgateway.client.screen.form.WorkloadForm.BackendLine;
import io.webgateway.console.desktop.fx.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

/** The backends of a form: a line for each, with its own fault below it. */
final class BackendLines {
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("error");
  private static final double WEIGHT_PIXELS = 80;

  private final VBox lines = new VBox();
  private final List<Line> all = new ArrayList<>();
  private final Runnable changed;
  private final VBox root;

  private record Line(TextField address, TextField weight, Label fault, VBox box) {
    BackendLine read() {
      return new BackendLine(address.getText(), weight.getText());
    }
  }

  BackendLines(Runnable changed) {
    this.changed = changed;
    lines.getStyleClass().add("backend-lines");
    Button add = Parts.button("Add _backend", Material2AL.ADD, () -> focusNew());
    add.setId("backend-add");
    Label label = Parts.text("Backends", "field-label");
    root =
        new VBox(
            label,
            lines,
            Parts.row(
                add,
                Parts.text(
                    "host:port and weight; the weight is the share of traffic", "field-hint")));
    root.getStyleClass().add("field");
  }

  VBox node() {
    return root;
  }

  void set(List<BackendLine> wanted) {
    all.clear();
    lines.getChildren().clear();
    wanted.forEach(this::add);
    if (wanted.isEmpty()) {
      add(new BackendLine("", ""));
    }
  }

  List<BackendLine> read() {
    return all.stream().map(Line::read).toList();
  }

  /** Shows faults by their line; -1 is for all of them. */
  void faults(Map<Integer, String> faults) {
    for (int i = 0; i < all.size(); i++) {
      String own = faults.getOrDefault(i, "");
      String fault = i == 0 && own.isEmpty() ? faults.getOrDefault(-1, "") : own;
      Line line = all.get(i);
      line.fault().setText(fault);
      line.address().pseudoClassStateChanged(WRONG, !fault.isEmpty());
      line.address().setAccessibleHelp(fault);
      Parts.show(!fault.isEmpty(), List.of(line.fault()));
    }
  }

  private void focusNew() {
    add(new BackendLine("", ""));
    all.getLast().address().requestFocus();
    changed.run();
  }

  private void add(BackendLine initial) {
    TextField address = new TextField(initial.address());
    address.setPromptText("[400::1]:8080");
    address.setId("backend-" + all.size());
    address.getStyleClass().add("mono");
    address.setAccessibleText("Backend " + (all.size() + 1) + ", host and port");
    HBox.setHgrow(address, Priority.ALWAYS);
    TextField weight = new TextField(initial.weight());
    weight.setPromptText("1");
    weight.setPrefWidth(WEIGHT_PIXELS);
    weight.setAccessibleText("Backend " + (all.size() + 1) + ", weight");
    Label fault = Parts.prose("", "field-hint", "bad");
    fault.setGraphic(Parts.icon(Material2AL.ERROR));
    Parts.show(false, List.of(fault));
    VBox box = new VBox();
    Line line = new Line(address, weight, fault, box);
    Button remove = Parts.iconButton(Material2AL.CLOSE, "Remove this backend", () -> remove(line));
    HBox row = new HBox(8, address, weight, remove);
    box.getChildren().addAll(row, fault);
    address.textProperty().addListener((_, _, _) -> changed.run());
    weight.textProperty().addListener((_, _, _) -> changed.run());
    all.add(line);
    lines.getChildren().add(box);
  }

  private void remove(Line line) {
    all.remove(line);
    lines.getChildren().remove(line.box());
    if (all.isEmpty()) {
      add(new BackendLine("", ""));
    }
    changed.run();
  }
}
