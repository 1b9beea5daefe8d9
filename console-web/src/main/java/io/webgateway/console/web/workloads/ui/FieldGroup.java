package io.webgateway.console.web.workloads.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.screen.form.FieldFault;
import io.webgateway.client.screen.form.FormField;
import io.webgateway.console.web.component.PemFile;
import io.webgateway.console.web.component.Text;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Fields that are folded away until somebody wants them, or one of them is wrong. */
final class FieldGroup extends Details {
  private final Map<FormField, HasValidation> fields = new EnumMap<>(FormField.class);
  private final Div body = new Div();

  FieldGroup(String title) {
    super(title);
    body.addClassName("group");
    add(body);
  }

  /** Lines of fields, in their order. */
  void put(Component... lines) {
    body.add(lines);
  }

  /** Hides the lines in which every field is hidden, so that they leave no gap. */
  void hideEmptyLines() {
    body.getChildren()
        .forEach(line -> line.setVisible(line.getChildren().anyMatch(Component::isVisible)));
  }

  static Div pair(Component... components) {
    Div pair = new Div(components);
    pair.addClassName("pair");
    for (Component component : components) {
      component.getElement().getStyle().set("inline-size", "100%");
    }
    return pair;
  }

  TextField text(FormField field, String label, String help) {
    TextField text = new TextField(label);
    text.setHelperText(help);
    return known(field, text);
  }

  TextField number(FormField field, String label, String unit, String help) {
    TextField text = text(field, label, help);
    text.setSuffixComponent(Text.quiet(unit));
    return text;
  }

  Select<String> choice(
      FormField field, String label, List<String> words, Function<String, String> say) {
    Select<String> select = new Select<>();
    select.setLabel(label);
    select.setItems(words);
    select.setItemLabelGenerator(say::apply);
    return known(field, select);
  }

  TextArea area(FormField field, String label, String help) {
    TextArea area = new TextArea(label);
    area.setHelperText(help);
    area.addClassName("pem");
    area.setWidthFull();
    return known(field, area);
  }

  /** A text area with a button that fills it from a file. */
  static Div withFile(TextArea area, String what) {
    Div both = new Div(area, PemFile.into(area, what));
    both.addClassName("pem-field");
    return both;
  }

  <T extends HasValidation> T known(FormField field, T component) {
    fields.put(field, component);
    return component;
  }

  void clearFaults() {
    fields.values().forEach(field -> field.setInvalid(false));
  }

  /** Shows a fault, if it is of a field here; opens the group then. */
  boolean mark(FieldFault fault) {
    Optional<HasValidation> field = Optional.ofNullable(fields.get(fault.field()));
    field.ifPresent(
        wrong -> {
          wrong.setInvalid(true);
          wrong.setErrorMessage(fault.text());
          setOpened(true);
        });
    return field.isPresent();
  }
}
