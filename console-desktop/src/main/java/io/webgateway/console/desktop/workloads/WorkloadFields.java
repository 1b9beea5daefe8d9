package io.webgateway.console.desktop.workloads;

import io.webgateway.client.screen.form.FieldFault;
import io.webgateway.client.screen.form.FormField;
import io.webgateway.client.screen.form.SettingWords;
import io.webgateway.client.screen.form.WorkloadForm;
import io.webgateway.client.screen.form.WorkloadForm.PlaceForm;
import io.webgateway.console.desktop.fx.FieldBox;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.Workspace;
import io.webgateway.wire.document.Words;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The inputs of a workload's form: reads them, and shows faults where they belong. */
final class WorkloadFields {
  private static final int HOST_ROWS = 2;

  private final ComboBox<String> kind = new ComboBox<>();
  private final ComboBox<String> namespace = new ComboBox<>();
  private final TextField id = new TextField();
  private final TextArea hosts = new TextArea();
  private final TextField pathPrefix = new TextField();
  private final ComboBox<String> plainHttp = new ComboBox<>();
  private final TextField port = new TextField();
  private final Map<FormField, FieldBox> boxes = new EnumMap<>(FormField.class);
  private final BackendLines backends;
  private final PoolBoxes pools;
  private final VisitorPane visitors;
  private final ProtocolPane protocol;
  private final LimitPane limits;
  private final PolicyPanes policy;
  private final HBox httpRow;
  private final VBox root = new VBox();
  private final Runnable changed;

  /**
   * What can be chosen.
   *
   * @param names the names that can be published under
   * @param pools the pools that can be chosen
   * @param isNew whether name and id can still be chosen
   */
  record Choices(List<String> names, List<String> pools, boolean isNew) {
    Choices {
      names = List.copyOf(names);
      pools = List.copyOf(pools);
    }
  }

  /**
   * Inputs filled with a form.
   *
   * @param choices what can be chosen
   * @param workspace reads files
   * @param changed is told of every key stroke
   */
  WorkloadFields(WorkloadForm form, Choices choices, Workspace workspace, Runnable changed) {
    this.changed = changed;
    this.visitors = new VisitorPane(workspace, changed);
    this.protocol = new ProtocolPane(workspace, form.backend(), changed);
    this.limits = new LimitPane(changed);
    this.policy = new PolicyPanes(changed);
    this.backends = new BackendLines(changed);
    this.pools = new PoolBoxes(choices.pools(), form.place().pools(), changed);
    kind.getItems().setAll(WorkloadForm.KINDS);
    kind.setConverter(SettingPane.saying(SettingWords::kind));
    namespace.getItems().setAll(choices.names());
    namespace.setEditable(true);
    plainHttp.getItems().setAll(Words.PLAIN_HTTP.all());
    plainHttp.setConverter(SettingPane.saying(SettingWords::plainHttp));
    hosts.setPrefRowCount(HOST_ROWS);
    ids();
    HBox place =
        Parts.evenRow(
            box(FormField.NAMESPACE, "_Name", namespace, ""),
            box(FormField.ID, "_Id", id, "Its own name."));
    httpRow =
        Parts.evenRow(
            box(FormField.PATH_PREFIX, "_Path prefix", pathPrefix, "/ or whole leading segments."),
            box(FormField.PLAIN_HTTP, "Requests in c_lear", plainHttp, "What port 80 does."));
    root.getChildren()
        .setAll(
            box(FormField.KIND, "_Kind", kind, ""),
            place,
            pools.node(),
            box(FormField.HOSTS, "_Hosts", hosts, "One a line; empty for name.pool-domain."),
            box(FormField.PORT, "P_ort", port, "A port of the pool, 1 to 65535."),
            httpRow,
            backends.node(),
            visitors.pane().node(),
            protocol.pane().node(),
            limits.pane().node());
    policy.panes().forEach(pane -> root.getChildren().add(pane.node()));
    fill(form);
    kind.setDisable(!choices.isNew());
    namespace.setDisable(!choices.isNew());
    id.setDisable(!choices.isNew());
    listen();
    arrange();
  }

  private void ids() {
    kind.setId("workload-kind");
    namespace.setId("workload-namespace");
    id.setId("workload-id");
    hosts.setId("workload-hosts");
    pathPrefix.setId("workload-path");
    plainHttp.setId("workload-plain-http");
    port.setId("workload-port");
  }

  private Node box(FormField field, String label, Control control, String hint) {
    FieldBox box = new FieldBox(label, control, hint);
    boxes.put(field, box);
    return box.node();
  }

  private void fill(WorkloadForm form) {
    PlaceForm place = form.place();
    kind.setValue(place.kind());
    namespace.setValue(place.namespace());
    id.setText(place.id());
    hosts.setText(place.hosts());
    pathPrefix.setText(place.pathPrefix());
    plainHttp.setValue(form.visitors().plainHttp());
    port.setText(place.port());
    backends.set(form.backends());
    visitors.fill(form.visitors());
    protocol.fill(form.backend());
    limits.fill(form.limits());
    policy.fill(form.policy(), form.kind());
  }

  private void listen() {
    kind.valueProperty()
        .addListener(
            (_, _, _) -> {
              arrange();
              changed.run();
            });
    namespace.getEditor().textProperty().addListener((_, _, _) -> changed.run());
    plainHttp.valueProperty().addListener((_, _, _) -> changed.run());
    hosts.textProperty().addListener((_, _, _) -> changed.run());
    panes().forEach(SettingPane::listen);
    for (TextField field : List.of(id, pathPrefix, port)) {
      field.textProperty().addListener((_, _, _) -> changed.run());
    }
  }

  private void arrange() {
    WorkloadForm form = read();
    show(FormField.HOSTS, form.hasHosts());
    show(FormField.PORT, form.hasPort());
    Parts.show(form.isHttp(), List.of(httpRow));
    Parts.show(form.hasTls(), List.of(visitors.pane().node(), protocol.pane().node()));
    visitors.become(form.kind());
    protocol.become(form.kind());
    limits.become(form.kind());
    policy.become(form.kind());
  }

  private void show(FormField field, boolean visible) {
    Parts.show(visible, List.of(box(field).node()));
  }

  private FieldBox box(FormField field) {
    FieldBox box = boxes.get(field);
    if (box == null) {
      throw new IllegalArgumentException("There is no box of " + field);
    }
    return box;
  }

  VBox node() {
    return root;
  }

  Node first() {
    return namespace.isDisabled() ? hosts : namespace;
  }

  WorkloadForm read() {
    return new WorkloadForm(
        new PlaceForm(
            String.valueOf(kind.getValue()),
            namespace.getEditor().getText(),
            id.getText(),
            pools.read(),
            hosts.getText(),
            pathPrefix.getText(),
            port.getText()),
        visitors.read(String.valueOf(plainHttp.getValue())),
        backends.read(),
        protocol.read(),
        limits.read(),
        policy.read());
  }

  /**
   * Shows faults at their fields, and takes those away that are mended.
   *
   * @return the faults that belong to no field
   */
  List<FieldFault> faults(List<FieldFault> faults) {
    Map<FormField, String> byField =
        faults.stream()
            .collect(
                Collectors.toMap(
                    FieldFault::field, FieldFault::text, (one, other) -> one + "\n" + other));
    boxes.forEach(
        (field, box) -> {
          String text = byField.getOrDefault(field, "");
          if (!text.isEmpty()) {
            box.wrong(text);
          } else if (box.isWrong()) {
            box.hint();
          }
        });
    pools.fault(byField.getOrDefault(FormField.POOLS, ""));
    backends.faults(backendFaults(faults));
    panes().forEach(pane -> pane.faults(byField));
    return faults.stream()
        .filter(fault -> !boxes.containsKey(fault.field()))
        .filter(fault -> panes().stream().noneMatch(pane -> pane.has(fault.field())))
        .filter(fault -> fault.field() != FormField.POOLS && fault.field() != FormField.BACKENDS)
        .toList();
  }

  private List<SettingPane> panes() {
    List<SettingPane> all = new ArrayList<>(policy.panes());
    all.addAll(List.of(visitors.pane(), protocol.pane(), limits.pane()));
    return all;
  }

  private static Map<Integer, String> backendFaults(List<FieldFault> faults) {
    Map<Integer, String> texts = new HashMap<>();
    faults.stream()
        .filter(fault -> fault.field() == FormField.BACKENDS)
        .forEach(fault -> texts.merge(fault.index(), fault.text(), (a, b) -> a + "\n" + b));
    return texts;
  }
}
