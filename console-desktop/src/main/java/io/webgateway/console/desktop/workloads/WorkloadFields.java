package io.webgateway.console.desktop.workloads;

import io.webgateway.client.screen.LimitForm;
import io.webgateway.client.screen.VisitorForm;
import io.webgateway.client.screen.WorkloadForm;
import io.webgateway.client.screen.WorkloadForm.Field;
import io.webgateway.client.screen.WorkloadForm.FieldFault;
import io.webgateway.console.desktop.fx.FieldBox;
import io.webgateway.console.desktop.fx.Parts;
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
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
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
  private final TextField connectMillis = new TextField();
  private final TextField firstByteMillis = new TextField();
  private final TextField idleMillis = new TextField();
  private final Map<Field, FieldBox> boxes = new EnumMap<>(Field.class);
  private final BackendLines backends;
  private final PoolBoxes pools;
  private final TitledPane more;
  private final HBox httpRow;
  private final VBox root = new VBox();
  private final Runnable changed;
  private final WorkloadForm first;

  /**
   * Inputs filled with a form.
   *
   * @param names the names that can be published under
   * @param poolDomains the pools that can be chosen
   * @param isNew whether name and id can still be chosen
   * @param changed is told of every key stroke
   */
  WorkloadFields(
      WorkloadForm form,
      List<String> names,
      List<String> poolDomains,
      boolean isNew,
      Runnable changed) {
    this.changed = changed;
    this.first = form;
    this.backends = new BackendLines(changed);
    this.pools = new PoolBoxes(poolDomains, form.pools(), changed);
    kind.getItems().setAll(WorkloadForm.KINDS);
    namespace.getItems().setAll(names);
    namespace.setEditable(true);
    plainHttp.getItems().setAll(Words.PLAIN_HTTP.all());
    hosts.setPrefRowCount(HOST_ROWS);
    ids();
    HBox place =
        row(
            box(Field.NAMESPACE, "_Name", namespace, ""),
            box(Field.ID, "_Id", id, "Its own name."));
    httpRow =
        row(
            box(Field.PATH_PREFIX, "_Path prefix", pathPrefix, "/ or whole leading segments."),
            box(Field.PLAIN_HTTP, "Requests in c_lear", plainHttp, "What port 80 does."));
    more = timeouts();
    root.getChildren()
        .setAll(
            box(Field.KIND, "_Kind", kind, kindHint(form.kind())),
            place,
            pools.node(),
            box(Field.HOSTS, "_Hosts", hosts, "One a line; empty for name.pool-domain."),
            box(Field.PORT, "P_ort", port, "A port of the pool, 1 to 65535."),
            httpRow,
            backends.node(),
            more);
    fill(form);
    kind.setDisable(!isNew);
    namespace.setDisable(!isNew);
    id.setDisable(!isNew);
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

  private TitledPane timeouts() {
    HBox inside =
        row(
            box(Field.CONNECT_MILLIS, "Connect, ms", connectMillis, "To open a connection."),
            box(Field.FIRST_BYTE_MILLIS, "First byte, ms", firstByteMillis, "Of the answer."),
            box(Field.IDLE_MILLIS, "Idle, ms", idleMillis, "Without a byte."));
    TitledPane pane = new TitledPane("Time limits", inside);
    pane.setExpanded(false);
    pane.setAnimated(false);
    pane.getStyleClass().add("more");
    return pane;
  }

  private Node box(Field field, String label, Control control, String hint) {
    FieldBox box = new FieldBox(label, control, hint);
    boxes.put(field, box);
    return box.node();
  }

  private static HBox row(Node... nodes) {
    HBox row = new HBox(12, nodes);
    for (Node node : nodes) {
      HBox.setHgrow(node, Priority.ALWAYS);
    }
    return row;
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
    connectMillis.setText(form.limits().connectMillis());
    firstByteMillis.setText(form.limits().firstByteMillis());
    idleMillis.setText(form.limits().idleMillis());
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
    for (TextField field :
        List.of(id, pathPrefix, port, connectMillis, firstByteMillis, idleMillis)) {
      field.textProperty().addListener((_, _, _) -> changed.run());
    }
  }

  private void arrange() {
    WorkloadForm form = read();
    show(Field.HOSTS, form.hasHosts());
    show(Field.PORT, form.hasPort());
    Parts.show(form.isHttp(), List.of(httpRow));
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
        new VisitorForm(
            String.valueOf(plainHttp.getValue()),
            first.visitors().minTls(),
            first.visitors().certificates(),
            first.visitors().ca(),
            first.visitors().hstsSeconds(),
            first.visitors().hstsSubDomains()),
        port.getText(),
        backends.read(),
        first.backend(),
        new LimitForm(
            connectMillis.getText(),
            firstByteMillis.getText(),
            idleMillis.getText(),
            first.limits().writeStallMillis(),
            first.limits().totalMillis(),
            first.limits().minBodyBytesPerSecond()));
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
    boolean inMore =
        byField.containsKey(Field.CONNECT_MILLIS)
            || byField.containsKey(Field.FIRST_BYTE_MILLIS)
            || byField.containsKey(Field.IDLE_MILLIS);
    if (inMore) {
      more.setExpanded(true);
    }
    return faults.stream()
        .filter(fault -> !boxes.containsKey(fault.field()))
        .filter(fault -> fault.field() != Field.POOLS && fault.field() != Field.BACKENDS)
        .toList();
  }

  private static Map<Integer, String> backendFaults(List<FieldFault> faults) {
    Map<Integer, String> texts = new HashMap<>();
    faults.stream()
        .filter(fault -> fault.field() == Field.BACKENDS)
        .forEach(fault -> texts.merge(fault.index(), fault.text(), (a, b) -> a + "\n" + b));
    return texts;
  }
}
