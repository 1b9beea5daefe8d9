package io.webgateway.console.web.workloads.ui;

import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.screen.LimitForm;
import io.webgateway.client.screen.WorkloadForm.Field;
import java.util.List;

/** How long things may take, and how slow they may be. */
final class LimitFields {
  private final FieldGroup group = new FieldGroup("Time limits");
  private final TextField connect =
      millis(Field.CONNECT_MILLIS, "To connect", LimitForm.USUAL.connectMillis());
  private final TextField firstByte =
      millis(
          Field.FIRST_BYTE_MILLIS,
          "To the first byte of an answer",
          LimitForm.USUAL.firstByteMillis());
  private final TextField idle =
      millis(Field.IDLE_MILLIS, "Of silence", LimitForm.USUAL.idleMillis());
  private final TextField stall =
      millis(
          Field.WRITE_STALL_MILLIS,
          "While a visitor takes nothing",
          LimitForm.USUAL.writeStallMillis());
  private final TextField total =
      group.number(
          Field.TOTAL_MILLIS, "For a whole exchange", "ms", "Usually 0: downloads take their time");
  private final TextField minBody =
      group.number(
          Field.MIN_BODY,
          "Slowest visitor",
          "bytes/s",
          "Usually " + LimitForm.USUAL.minBodyBytesPerSecond() + "; 0 for any");

  LimitFields() {
    group.put(FieldGroup.pair(connect, firstByte, idle), FieldGroup.pair(stall, total, minBody));
  }

  private TextField millis(Field field, String label, String usual) {
    return group.number(field, label, "ms", "Usually " + usual);
  }

  FieldGroup group() {
    return group;
  }

  void arrange(boolean isHttp) {
    List.of(firstByte, stall, total, minBody).forEach(field -> field.setVisible(isHttp));
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
