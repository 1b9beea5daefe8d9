package io.webgateway.console.desktop.workloads;

import io.webgateway.client.screen.SettingWords;
import io.webgateway.client.screen.WorkloadForm;
import io.webgateway.client.screen.WorkloadForm.Field;
import io.webgateway.client.screen.WorkloadForm.FieldFault;
import io.webgateway.console.desktop.fx.FieldBox;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.Workspace;
import io.webgateway.wire.document.Words;
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
  private final Map<Field, FieldBox> boxes = new EnumMap<>(Field.class);
  private final BackendLines backends;
  private final PoolBoxes pools;
  private final VisitorPane visitors;
  private final ProtocolPane protocol;
  private final LimitPane limits;
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
    this.backends = new BackendLines(changed);
    this.pools = new PoolBoxes(choices.pools(), form.pools(), changed);
    kind.getItems().setAll(WorkloadForm.KINDS);
    namespace.getItems().setAll(choices.names());
    namespace.setEditable(true);
    plainHttp.getItems().setAll(Words.PLAIN_HTTP.all());
    plainHttp.setConverter(SettingPane.saying(SettingWords::plainHttp));
    hosts.setPrefRowCount(HOST_ROWS);
    ids();
    HBox place =
        Parts.evenRow(
            box(Field.NAMESPACE, "_Name", namespace, ""),
            box(Field.ID, "_Id", id, "Its own name."));
    httpRow =
        Parts.evenRow(
            box(Field.PATH_PREFIX, "_Path prefix", pathPrefix, "/ or whole leading segments."),
            box(Field.PLAIN_HTTP, "Requests in c_lear", plainHttp, "What port 80 does."));
    root.getChildren()
        .setAll(
            box(Field.KIND, "_Kind", kind, kindHint(form.kind())),
            place,
            pools.node(),
            box(Field.HOSTS, "_Hosts", hosts, "One a line; empty for name.pool-domain."),
            box(Field.PORT, "P_ort", port, "A port of the pool, 1 to 65535."),
            httpRow,
            backends.node(),
            visitors.pane().node(),
            protocol.pane().node(),
            limits.pane().node());
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

  private Node box(Field field, String label, Control control, String hint) {
    FieldBox box = new FieldBox(label, control, hint);
    boxes.put(field, box);
    return box.node();
  }

  private static String kindHint(String kind) {
    return switch (kind) {
      case "HttpService" -> "HTTP and WebSocket by host and path; TLS ends at the gateway.";
      case "TlsPassthrough" -> "TLS by server name, end to end: the gateway cannot look inside.";
      case "TcpForward" -> "TCP by a port of the pool.";
      case "UdpForward" -> "UDP by a port of the pool.";
      default -> "";
    };
  }

  private void fill(WorkloadForm form) {
    kind.setValue(form.kind());
    namespace.setValue(form.namespace());
    id.setText(form.id());
    hosts.setText(form.hosts());
    pathPrefix.setText(form.pathPrefix());
    plainHttp.setValue(form.visitors().plainHttp());
    port.setText(form.port());
    backends.set(form.backends());
    visitors.fill(form.visitors());
    protocol.fill(form.backend());
    limits.fill(form.limits());
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
    show(Field.HOSTS, form.hasHosts());
    show(Field.PORT, form.hasPort());
    Parts.show(form.isHttp(), List.of(httpRow, visitors.pane().node(), protocol.pane().node()));
    limits.arrange(form.isHttp());
    box(Field.KIND).say(kindHint(form.kind()));
  }

  private void show(Field field, boolean visible) {
    Parts.show(visible, List.of(box(field).node()));
  }

  private FieldBox box(Field field) {
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
        String.valueOf(kind.getValue()),
        namespace.getEditor().getText(),
        id.getText(),
        pools.read(),
        hosts.getText(),
        pathPrefix.getText(),
        visitors.read(String.valueOf(plainHttp.getValue())),
        port.getText(),
        backends.read(),
        protocol.read(),
        limits.read());
  }

  /**
   * Shows faults at their fields, and takes those away that are mended.
   *
   * @return the faults that belong to no field
   */
  List<FieldFault> faults(List<FieldFault> faults) {
    Map<Field, String> byField =
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
    pools.fault(byField.getOrDefault(Field.POOLS, ""));
    backends.faults(backendFaults(faults));
    panes().forEach(pane -> pane.faults(byField));
    return faults.stream()
        .filter(fault -> !boxes.containsKey(fault.field()))
        .filter(fault -> panes().stream().noneMatch(pane -> pane.has(fault.field())))
        .filter(fault -> fault.field() != Field.POOLS && fault.field() != Field.BACKENDS)
        .toList();
  }

  private List<SettingPane> panes() {
    return List.of(visitors.pane(), protocol.pane(), limits.pane());
  }

  private static Map<Integer, String> backendFaults(List<FieldFault> faults) {
    Map<Integer, String> texts = new HashMap<>();
    faults.stream()
        .filter(fault -> fault.field() == Field.BACKENDS)
        .forEach(fault -> texts.merge(fault.index(), fault.text(), (a, b) -> a + "\n" + b));
    return texts;
  }
}
