package io.webgateway.console.web.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.screen.form.Setting;
import io.webgateway.model.workload.WorkloadKind;
import java.util.List;
import java.util.Locale;

/** A setting of the shared forms as a field: its label, unit and help, and what is typed in it. */
public final class SettingField {
  private final Setting setting;
  private final Input input;

  private sealed interface Input {
    record Typed(TextField field) implements Input {}

    record Chosen(Select<String> field, Setting.Input.Choice choice) implements Input {}

    record Flagged(Checkbox field) implements Input {}
  }

  /** An empty field. */
  public SettingField(Setting setting) {
    this.setting = setting;
    this.input =
        switch (setting.input()) {
          case Setting.Input.Amount(String unit, _, _) -> new Input.Typed(text(unit));
          case Setting.Input.Text _ -> new Input.Typed(text(""));
          case Setting.Input.Choice choice -> new Input.Chosen(select(choice), choice);
          case Setting.Input.Flag _ -> new Input.Flagged(checkbox());
        };
    component()
        .setId("setting-" + setting.field().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private TextField text(String unit) {
    TextField text = new TextField(setting.label());
    text.setHelperText(setting.help());
    if (!unit.isEmpty()) {
      text.setSuffixComponent(Text.quiet(unit));
    }
    return text;
  }

  private Select<String> select(Setting.Input.Choice choice) {
    Select<String> select = new Select<>();
    select.setLabel(setting.label());
    select.setHelperText(setting.help());
    select.setItemLabelGenerator(choice.say()::apply);
    return select;
  }

  private Checkbox checkbox() {
    Checkbox box = new Checkbox(setting.label());
    box.setHelperText(setting.help());
    return box;
  }

  /** What it is. */
  public Setting setting() {
    return setting;
  }

  /** Where it is typed. */
  public Component component() {
    return switch (input) {
      case Input.Typed(TextField field) -> field;
      case Input.Chosen(Select<String> field, _) -> field;
      case Input.Flagged(Checkbox field) -> field;
    };
  }

  /** Where a fault is shown. */
  public HasValidation validation() {
    return switch (input) {
      case Input.Typed(TextField field) -> field;
      case Input.Chosen(Select<String> field, _) -> field;
      case Input.Flagged(Checkbox field) -> field;
    };
  }

  /** What is typed; "true" or "false" for a flag. */
  public String read() {
    return switch (input) {
      case Input.Typed(TextField field) -> field.getValue();
      case Input.Chosen(Select<String> field, _) -> field.getOptionalValue().orElse("");
      case Input.Flagged(Checkbox field) -> Boolean.toString(field.getValue());
    };
  }

  /** Shows a value; a choice must offer it. */
  public void write(String text) {
    switch (input) {
      case Input.Typed(TextField field) -> field.setValue(text);
      case Input.Chosen(Select<String> field, _) -> field.setValue(text);
      case Input.Flagged(Checkbox field) -> field.setValue(text.equals("true"));
    }
  }

  /** Calls it as a kind of workload does, and offers what that kind has. */
  public void fit(WorkloadKind kind) {
    String label = setting.label(kind);
    String help = setting.help(kind);
    switch (input) {
      case Input.Typed(TextField field) -> {
        field.setLabel(label);
        field.setHelperText(help);
      }
      case Input.Chosen(Select<String> field, Setting.Input.Choice choice) -> {
        field.setItems(choice.words().apply(kind));
        field.setLabel(label);
        field.setHelperText(help);
      }
      case Input.Flagged(Checkbox field) -> {
        field.setLabel(label);
        field.setHelperText(help);
      }
    }
  }

  /** Runs something when another choice is made; what is typed tells nothing. */
  public void onChoice(Runnable then) {
    if (input instanceof Input.Chosen(Select<String> field, _)) {
      field.addValueChangeListener(_ -> then.run());
    }
  }

  /** A field for each setting of a row. */
  public static List<SettingField> row(List<Setting> settings) {
    return settings.stream().map(SettingField::new).toList();
  }

  /** Fields beside each other, where there is room. */
  public static Div line(List<SettingField> fields) {
    Div line = new Div();
    line.addClassName("pair");
    if (fields.size() > 2) {
      line.addClassName("several");
    }
    for (SettingField field : fields) {
      field.component().getElement().getStyle().set("inline-size", "100%");
      line.add(field.component());
    }
    return line;
  }
}
