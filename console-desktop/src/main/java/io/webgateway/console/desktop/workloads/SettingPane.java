package io.webgateway.console.desktop.workloads;

import io.webgateway.client.screen.form.FormField;
import io.webgateway.console.desktop.fx.FieldBox;
import io.webgateway.console.desktop.fx.Parts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Inputs that are folded away until somebody wants them, or one of them is wrong. */
final class SettingPane {
  private static final int PEM_ROWS = 4;

  private final Map<FormField, FieldBox> boxes = new EnumMap<>(FormField.class);
  private final VBox inside = new VBox();
  private final TitledPane pane;
  private final Runnable changed;
  private boolean isListening;

  /**
   * An empty one.
   *
   * @param changed is told of every key stroke
   */
  SettingPane(String title, String id, Runnable changed) {
    this.changed = changed;
    inside.getStyleClass().add("setting-pane");
    pane = new TitledPane(title, inside);
    pane.setId(id);
    pane.setExpanded(false);
    pane.setAnimated(false);
    pane.getStyleClass().add("more");
  }

  private void typed() {
    if (isListening) {
      changed.run();
    }
  }

  /** From now on every key stroke counts: what was filled in before was no change. */
  void listen() {
    isListening = true;
  }

  TitledPane node() {
    return pane;
  }

  /** Lines of inputs, in their order. */
  void add(Node... lines) {
    inside.getChildren().addAll(lines);
  }

  TextField text(FormField field, String label, String id, String hint) {
    TextField text = new TextField();
    text.textProperty().addListener((_, _, _) -> typed());
    return known(field, label, id, hint, text);
  }

  TextArea pem(FormField field, String label, String id, String hint) {
    TextArea area = new TextArea();
    area.setPrefRowCount(PEM_ROWS);
    area.getStyleClass().add("mono");
    area.textProperty().addListener((_, _, _) -> typed());
    return known(field, label, id, hint, area);
  }

  CheckBox check(FormField field, String label, String id, String text) {
    CheckBox check = new CheckBox(text);
    check.selectedProperty().addListener((_, _, _) -> typed());
    return known(field, label, id, "", check);
  }

  /** A choice among words that are shown as something else. */
  ComboBox<String> choice(
      FormField field, String label, String id, List<String> words, Function<String, String> say) {
    ComboBox<String> choice = new ComboBox<>();
    choice.getItems().setAll(words);
    choice.setConverter(saying(say));
    choice.valueProperty().addListener((_, _, _) -> typed());
    return known(field, label, id, "", choice);
  }

  /** Shows the words of a choice as something else. */
  static StringConverter<String> saying(Function<String, String> say) {
    return new StringConverter<>() {
      @Override
      public String toString(String word) {
        return word == null ? "" : say.apply(word);
      }

      @Override
      public String fromString(String text) {
        return text;
      }
    };
  }

  private <T extends Control> T known(
      FormField field, String label, String id, String hint, T control) {
    control.setId(id);
    boxes.put(field, new FieldBox(label, control, hint));
    return control;
  }

  FieldBox box(FormField field) {
    FieldBox box = boxes.get(field);
    if (box == null) {
      throw new IllegalArgumentException("There is no box of " + field);
    }
    return box;
  }

  Node node(FormField field) {
    return box(field).node();
  }

  void show(FormField field, boolean visible) {
    Parts.show(visible, List.of(node(field)));
  }

  boolean has(FormField field) {
    return boxes.containsKey(field);
  }

  /** Shows faults at their fields, and takes those away that are mended; opens when one is here. */
  void faults(Map<FormField, String> byField) {
    boxes.forEach(
        (field, box) -> {
          String text = byField.getOrDefault(field, "");
          if (!text.isEmpty()) {
            box.wrong(text);
            pane.setExpanded(true);
          } else if (box.isWrong()) {
            box.hint();
          }
        });
  }
}
