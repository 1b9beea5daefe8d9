package io.webgateway.console.web.workloads.ui;

import com.vaadin.flow.component.html.Div;
import io.webgateway.client.screen.form.FormField;
import io.webgateway.client.screen.form.PolicyForm;
import io.webgateway.client.screen.form.Setting;
import io.webgateway.client.screen.form.SettingGroup;
import io.webgateway.console.web.component.SettingField;
import io.webgateway.model.workload.WorkloadKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How traffic is spread, checked, repeated and bounded: the groups and fields of the model. */
final class PolicyFields {
  private final Map<SettingGroup, FieldGroup> groups = new EnumMap<>(SettingGroup.class);
  private final List<SettingField> fields = new ArrayList<>();
  private WorkloadKind kind = WorkloadKind.HTTP_SERVICE;
  private boolean isFilling;

  PolicyFields() {
    for (SettingGroup group : SettingGroup.values()) {
      FieldGroup folded = new FieldGroup(group.title());
      groups.put(group, folded);
      group.rows().forEach(row -> folded.put(row(folded, row)));
    }
  }

  private Div row(FieldGroup group, List<Setting> settings) {
    List<SettingField> row = SettingField.row(settings);
    row.forEach(field -> group.known(field.setting().field(), field.validation()));
    row.forEach(field -> field.onChoice(this::arrange));
    fields.addAll(row);
    return SettingField.line(row);
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
    fields.forEach(field -> field.fit(of));
    fields.forEach(field -> field.write(fitting(field.setting(), form)));
    isFilling = false;
    groups.forEach(
        (group, folded) -> {
          folded.setVisible(SettingGroup.of(of).contains(group));
          folded.setOpened(form.isUnusual(group, of));
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
    fields.forEach(field -> field.component().setVisible(form.shows(field.setting(), kind)));
    groups.values().forEach(FieldGroup::hideEmptyLines);
  }

  PolicyForm read() {
    Map<FormField, String> typed = new EnumMap<>(FormField.class);
    fields.forEach(field -> typed.put(field.setting().field(), field.read()));
    return new PolicyForm(typed);
  }

  Stream<FieldGroup> groups() {
    return groups.values().stream();
  }
}
