package io.webgateway.console.desktop.nodes;

import io.webgateway.client.screen.form.FieldFault;
import io.webgateway.client.screen.form.FormField;
import io.webgateway.client.screen.form.GrantForm;
import io.webgateway.client.screen.form.Setting;
import io.webgateway.console.desktop.fx.Card;
import io.webgateway.console.desktop.fx.FieldBox;
import io.webgateway.console.desktop.fx.Parts;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** The fields of a grant: the rows of the model, each a box or a line to type in. */
final class GrantFields {
  private final GrantForm form;
  private final Map<FormField, TextField> texts = new EnumMap<>(FormField.class);
  private final Map<FormField, CheckBox> flags = new EnumMap<>(FormField.class);
  private final Map<FormField, FieldBox> boxes = new EnumMap<>(FormField.class);
  private final VBox node = new VBox();

  GrantFields(GrantForm form) {
    this.form = form;
    form.parts().forEach(this::part);
    TextField identity = text(FormField.GRANT_IDENTITY);
    identity.getStyleClass().add("mono");
    identity.setDisable(form.before().isPresent());
  }

  private void part(GrantForm.Part part) {
    if (!part.title().isEmpty()) {
      node.getChildren().add(Parts.heading(part.title(), "section"));
    }
    for (List<Setting> row : part.rows()) {
      node.getChildren().add(Parts.evenRow(row.stream().map(this::field).toArray(Node[]::new)));
    }
  }

  private Node field(Setting setting) {
    String id = setting.field().name().toLowerCase(Locale.ROOT).replace('_', '-');
    String typed = form.get(setting.field());
    return switch (setting.input()) {
      case Setting.Input.Flag _ -> flag(setting, id, typed.equals("true"));
      case Setting.Input.Amount(String unit, _, _) ->
          text(setting, unit.isEmpty() ? "" : ", " + unit, id, typed);
      case Setting.Input.Text _, Setting.Input.Choice _ -> text(setting, "", id, typed);
    };
  }

  private Node flag(Setting setting, String id, boolean isSet) {
    CheckBox box = new CheckBox(setting.label());
    box.setId(id);
    box.setSelected(isSet);
    flags.put(setting.field(), box);
    String help = setting.help() + ".";
    box.setAccessibleHelp(help);
    VBox field = new VBox(box, Parts.prose(help, "field-hint"));
    field.getStyleClass().add("field");
    return field;
  }

  private Node text(Setting setting, String unit, String id, String typed) {
    TextField text = new TextField(typed);
    text.setId(id);
    FieldBox box = new FieldBox(setting.label() + unit, text, setting.help() + ".");
    texts.put(setting.field(), text);
    boxes.put(setting.field(), box);
    return box.node();
  }

  VBox node() {
    return node;
  }

  TextField text(FormField field) {
    TextField text = texts.get(field);
    if (text == null) {
      throw new IllegalArgumentException("There is no line of " + field);
    }
    return text;
  }

  /** Brings a field into view, where there is one. */
  void reveal(FieldFault fault, Card card) {
    FieldBox box = boxes.get(fault.field());
    if (box != null) {
      card.reveal(text(fault.field()), box.node());
    }
  }

  GrantForm read() {
    Map<FormField, String> typed = new EnumMap<>(FormField.class);
    texts.forEach((field, text) -> typed.put(field, text.getText()));
    flags.forEach((field, box) -> typed.put(field, Boolean.toString(box.isSelected())));
    return form.with(typed);
  }

  /** Shows faults at their fields, and says which of them have none here. */
  List<FieldFault> mark(List<FieldFault> faults) {
    boxes.values().forEach(FieldBox::hint);
    return faults.stream().filter(fault -> !mark(fault)).toList();
  }

  private boolean mark(FieldFault fault) {
    FieldBox box = boxes.get(fault.field());
    if (box == null) {
      return false;
    }
    box.wrong(fault.text());
    return true;
  }
}
