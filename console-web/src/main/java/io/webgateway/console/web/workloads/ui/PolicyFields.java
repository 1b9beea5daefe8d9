package io.webgateway.console.web.workloads.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.screen.form.FormField;
import io.webgateway.client.screen.form.PolicyForm;
import io.webgateway.client.screen.form.Setting;
import io.webgateway.client.screen.form.SettingGroup;
import io.webgateway.model.workload.WorkloadKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How traffic is spread, checked, repeated and bounded: the groups and fields of the model. */
final class PolicyFields {
  private final Map<SettingGroup, FieldGroup> groups = new EnumMap<>(SettingGroup.class);
  private final List<Line> lines = new ArrayList<>();
  private WorkloadKind kind = WorkloadKind.HTTP_SERVICE;
  private boolean isFilling;

  PolicyFields() {
    for (SettingGroup group : SettingGroup.values()) {
      FieldGroup fields = new FieldGroup(group.title());
      groups.put(group, fields);
      group.rows().forEach(row -> fields.put(row(fields, row)));
    }
  }

  /**
   * One field on the screen.
   *
   * @param setting what it is
   * @param component where it is typed
   * @param read what is typed
   * @param write shows a value
   * @param fit fits it to a kind
   */
  private record Line(
      Setting setting,
      Component component,
      Supplier<String> read,
      Consumer<String> write,
      Consumer<WorkloadKind> fit) {}

  private Div row(FieldGroup group, List<Setting> settings) {
    List<Line> row = settings.stream().map(setting -> line(group, setting)).toList();
    lines.addAll(row);
    Div pair = FieldGroup.pair(row.stream().map(Line::component).toArray(Component[]::new));
    if (settings.size() > 2) {
      pair.addClassName("several");
    }
    return pair;
  }

  private Line line(FieldGroup group, Setting setting) {
    Line line =
        switch (setting.input()) {
          case Setting.Input.Amount number ->
              text(setting, group.number(setting.field(), "", number.unit(), setting.help()));
          case Setting.Input.Text _ ->
              text(setting, group.text(setting.field(), "", setting.help()));
          case Setting.Input.Choice choice -> choice(group, setting, choice);
          case Setting.Input.Flag _ -> flag(group, setting);
        };
    line.component()
        .setId("setting-" + setting.field().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return line;
  }

  private static Line text(Setting setting, TextField field) {
    return new Line(
        setting,
        field,
        field::getValue,
        field::setValue,
        kind -> field.setLabel(setting.label(kind)));
  }

  private Line choice(FieldGroup group, Setting setting, Setting.Input.Choice choice) {
    Select<String> select =
        group.choice(setting.field(), "", choice.words().apply(kind), choice.say());
    select.setHelperText(setting.help());
    select.addValueChangeListener(_ -> arrange());
    return new Line(
        setting,
        select,
        () -> select.getOptionalValue().orElse(""),
        select::setValue,
        to -> {
          select.setItems(choice.words().apply(to));
          select.setLabel(setting.label(to));
        });
  }

  private static Line flag(FieldGroup group, Setting setting) {
    Checkbox box = group.known(setting.field(), new Checkbox());
    box.setHelperText(setting.help());
    return new Line(
        setting,
        box,
        () -> Boolean.toString(box.getValue()),
        text -> box.setValue(text.equals("true")),
        kind -> box.setLabel(setting.label(kind)));
  }

  /** Another kind: what was usual becomes what is usual there, what was typed stays. */
  void become(WorkloadKind other) {
    if (kind != other) {
      show(read().moved(kind, other), other);
    }
  }

  void show(PolicyForm form, WorkloadKind of) {
    kind = of;
    isFilling = true;
    lines.forEach(line -> line.fit().accept(of));
    lines.forEach(line -> line.write().accept(fitting(line.setting(), form)));
    isFilling = false;
    groups.forEach(
        (group, fields) -> {
          fields.setVisible(SettingGroup.of(of).contains(group));
          fields.setOpened(form.isUnusual(group, of));
        });
    arrange();
  }

  // A select takes only what it offers.
  private String fitting(Setting setting, PolicyForm form) {
    String text = form.get(setting.field());
    return setting.input() instanceof Setting.Input.Choice choice
            && !choice.words().apply(kind).contains(text)
        ? PolicyForm.usual(kind).get(setting.field())
        : text;
  }

  private void arrange() {
    if (isFilling) {
      return;
    }
    PolicyForm form = read();
    lines.forEach(line -> line.component().setVisible(form.shows(line.setting(), kind)));
    groups.values().forEach(FieldGroup::hideEmptyLines);
  }

  PolicyForm read() {
    Map<FormField, String> typed = new EnumMap<>(FormField.class);
    lines.forEach(line -> typed.put(line.setting().field(), line.read().get()));
    return new PolicyForm(typed);
  }

  Stream<FieldGroup> groups() {
    return groups.values().stream();
  }
}
