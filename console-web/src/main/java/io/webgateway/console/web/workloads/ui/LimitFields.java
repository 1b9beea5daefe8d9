package io.webgateway.console.web.workloads.ui;

import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.screen.form.FormField;
import io.webgateway.client.screen.form.LimitForm;
import io.webgateway.model.workload.WorkloadKind;
import java.util.List;

/** How long things may take, and how slow they may be. */
final class LimitFields {
  private final FieldGroup group = new FieldGroup("Time limits");
  private final TextField connect =
      millis(FormField.CONNECT_MILLIS, "To connect", LimitForm.USUAL.connectMillis());
  private final TextField firstByte =
      millis(
          FormField.FIRST_BYTE_MILLIS,
          "To the first byte of an answer",
          LimitForm.USUAL.firstByteMillis());
  private final TextField idle =
      millis(FormField.IDLE_MILLIS, "Of silence", LimitForm.USUAL.idleMillis());
  private final TextField stall =
      millis(
          FormField.WRITE_STALL_MILLIS,
          "While a visitor takes nothing",
          LimitForm.USUAL.writeStallMillis());
  private final TextField total =
      group.number(
          FormField.TOTAL_MILLIS,
          "For a whole exchange",
          "ms",
          "Usually 0: downloads take their time");
  private final TextField minBody =
      group.number(
          FormField.MIN_BODY,
          "Slowest visitor",
          "bytes/s",
          "Usually " + LimitForm.USUAL.minBodyBytesPerSecond() + "; 0 for any");

  LimitFields() {
    group.put(FieldGroup.pair(connect, firstByte, idle), FieldGroup.pair(stall, total, minBody));
  }

  private TextField millis(FormField field, String label, String usual) {
    return group.number(field, label, "ms", "Usually " + usual);
  }

  FieldGroup group() {
    return group;
  }

  void become(WorkloadKind kind) {
    boolean isHttp = kind == WorkloadKind.HTTP_SERVICE;
    connect.setVisible(kind != WorkloadKind.UDP_FORWARD);
    List.of(firstByte, stall, total, minBody).forEach(field -> field.setVisible(isHttp));
    group.hideEmptyLines();
  }

  void show(LimitForm form) {
    connect.setValue(form.connectMillis());
    firstByte.setValue(form.firstByteMillis());
    idle.setValue(form.idleMillis());
    stall.setValue(form.writeStallMillis());
    total.setValue(form.totalMillis());
    minBody.setValue(form.minBodyBytesPerSecond());
  }

  LimitForm read() {
    return new LimitForm(
        connect.getValue(),
        firstByte.getValue(),
        idle.getValue(),
        stall.getValue(),
        total.getValue(),
        minBody.getValue());
  }
}
