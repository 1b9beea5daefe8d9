package io.webgateway.console.desktop.workloads;

import io.webgateway.client.screen.form.FormField;
import io.webgateway.client.screen.form.PolicyForm;
import io.webgateway.client.screen.form.Setting;
import io.webgateway.client.screen.form.SettingGroup;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.model.workload.WorkloadKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;

/** How traffic is spread, checked, repeated and bounded: the groups and fields of the model. */
final class PolicyPanes {
  private final Map<SettingGroup, SettingPane> panes = new EnumMap<>(SettingGroup.class);
  private final List<Line> lines = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private WorkloadKind kind = WorkloadKind.HTTP_SERVICE;
  private boolean isFilling;

  PolicyPanes(Runnable changed) {
    for (SettingGroup group : SettingGroup.values()) {
      SettingPane pane = new SettingPane(group.title(), id(group.name()), changed);
      panes.put(group, pane);
      for (List<Setting> settings : group.rows()) {
        List<Line> row = settings.stream().map(setting -> line(pane, setting)).toList();
        Node node = Parts.evenRow(row.stream().map(line -> node(pane, line)).toArray(Node[]::new));
        lines.addAll(row);
        rows.add(new Row(node, row));
        pane.add(node);
      }
    }
  }

  /**
   * One field on the screen.
   *
   * @param setting what it is
   * @param pane where it is
   * @param read what is typed
   * @param write shows a value
   * @param fit fits it to a kind
   */
  private record Line(
      Setting setting,
      SettingPane pane,
      Supplier<String> read,
      Consumer<String> write,
      Consumer<WorkloadKind> fit) {}

  /** Fields that stand beside each other. */
  private record Row(Node node, List<Line> lines) {}

  private static String id(String name) {
    return "workload-" + name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Node node(SettingPane pane, Line line) {
    return pane.node(line.setting().field());
  }

  private Line line(SettingPane pane, Setting setting) {
    FormField field = setting.field();
    return switch (setting.input()) {
      case Setting.Input.Amount _, Setting.Input.Text _ -> {
        TextField text = pane.text(field, label(setting), id(field.name()), help(setting, kind));
        yield new Line(setting, pane, text::getText, text::setText, to -> name(pane, setting, to));
      }
      case Setting.Input.Choice choice -> choice(pane, setting, choice);
      case Setting.Input.Flag _ -> {
        CheckBox box = pane.check(field, label(setting), id(field.name()), setting.help(kind));
        yield new Line(
            setting,
            pane,
            () -> Boolean.toString(box.isSelected()),
            text -> box.setSelected(text.equals("true")),
            to -> box.setText(setting.help(to)));
      }
    };
  }

  private Line choice(SettingPane pane, Setting setting, Setting.Input.Choice choice) {
    ComboBox<String> box =
        pane.choice(
            setting.field(),
            label(setting),
            id(setting.field().name()),
            choice.words().apply(kind),
            choice.say());
    pane.box(setting.field()).say(help(setting, kind));
    box.valueProperty().addListener((_, _, _) -> arrange());
    return new Line(
        setting,
        pane,
        () -> String.valueOf(box.getValue()),
        box::setValue,
        to -> {
          box.getItems().setAll(choice.words().apply(to));
          pane.box(setting.field()).say(help(setting, to));
        });
  }

  private String label(Setting setting) {
    return label(setting, kind);
  }

  private static String label(Setting setting, WorkloadKind kind) {
    String unit = setting.input() instanceof Setting.Input.Amount amount ? amount.unit() : "";
    return setting.label(kind) + (unit.isEmpty() ? "" : ", " + unit);
  }

  private static String help(Setting setting, WorkloadKind kind) {
    return setting.help(kind) + ".";
  }

  private static void name(SettingPane pane, Setting setting, WorkloadKind kind) {
    pane.box(setting.field()).name(label(setting, kind));
  }

  /** Another kind: what was usual becomes what is usual there, what was typed stays. */
  void become(WorkloadKind other) {
    if (kind != other) {
      fill(read().moved(kind, other), other);
    }
  }

  void fill(PolicyForm form, WorkloadKind of) {
    kind = of;
    isFilling = true;
    lines.forEach(line -> line.fit().accept(of));
    lines.forEach(line -> line.write().accept(fitting(line.setting(), form)));
    isFilling = false;
    panes.forEach(
        (group, pane) -> {
          Parts.show(SettingGroup.of(of).contains(group), List.of(pane.node()));
          pane.node().setExpanded(form.isUnusual(group, of));
        });
    arrange();
  }

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
    for (Row row : rows) {
      row.lines()
          .forEach(
              line -> line.pane().show(line.setting().field(), form.shows(line.setting(), kind)));
      Parts.show(
          row.lines().stream().anyMatch(line -> form.shows(line.setting(), kind)),
          List.of(row.node()));
    }
  }

  PolicyForm read() {
    Map<FormField, String> typed = new EnumMap<>(FormField.class);
    lines.forEach(line -> typed.put(line.setting().field(), line.read().get()));
    return new PolicyForm(typed);
  }

  List<SettingPane> panes() {
    return List.copyOf(panes.values());
  }
}
