package io.webgateway.console.desktop.workloads;

import io.webgateway.client.screen.form.FormField;
import io.webgateway.client.screen.form.LimitForm;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.model.workload.WorkloadKind;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.TextField;

/** How long things may take, and how slow they may be. */
final class LimitPane {
  private final SettingPane pane;
  private final TextField connect;
  private final TextField firstByte;
  private final TextField idle;
  private final TextField stall;
  private final TextField total;
  private final TextField minBody;
  private final List<Node> ofHttp;

  LimitPane(Runnable changed) {
    pane = new SettingPane("Time limits", "workload-limits", changed);
    connect =
        pane.text(
            FormField.CONNECT_MILLIS, "Connect, ms", "workload-connect", "To open a connection.");
    firstByte =
        pane.text(
            FormField.FIRST_BYTE_MILLIS, "First byte, ms", "workload-first-byte", "Of the answer.");
    idle = pane.text(FormField.IDLE_MILLIS, "Idle, ms", "workload-idle", "Without a byte.");
    stall =
        pane.text(
            FormField.WRITE_STALL_MILLIS,
            "Stall, ms",
            "workload-stall",
            "While a visitor takes nothing.");
    total =
        pane.text(
            FormField.TOTAL_MILLIS, "Whole exchange, ms", "workload-total", "0 for no limit.");
    minBody =
        pane.text(
            FormField.MIN_BODY, "Slowest visitor, bytes/s", "workload-min-body", "0 for any.");
    Node slow =
        Parts.evenRow(
            pane.node(FormField.WRITE_STALL_MILLIS),
            pane.node(FormField.TOTAL_MILLIS),
            pane.node(FormField.MIN_BODY));
    pane.add(
        Parts.evenRow(
            pane.node(FormField.CONNECT_MILLIS),
            pane.node(FormField.FIRST_BYTE_MILLIS),
            pane.node(FormField.IDLE_MILLIS)),
        slow);
    ofHttp = List.of(slow, pane.node(FormField.FIRST_BYTE_MILLIS));
  }

  SettingPane pane() {
    return pane;
  }

  void become(WorkloadKind kind) {
    Parts.show(kind == WorkloadKind.HTTP_SERVICE, ofHttp);
    pane.show(FormField.CONNECT_MILLIS, kind != WorkloadKind.UDP_FORWARD);
  }

  void fill(LimitForm form) {
    connect.setText(form.connectMillis());
    firstByte.setText(form.firstByteMillis());
    idle.setText(form.idleMillis());
    stall.setText(form.writeStallMillis());
    total.setText(form.totalMillis());
    minBody.setText(form.minBodyBytesPerSecond());
  }

  LimitForm read() {
    return new LimitForm(
        connect.getText(),
        firstByte.getText(),
        idle.getText(),
        stall.getText(),
        total.getText(),
        minBody.getText());
  }
}
