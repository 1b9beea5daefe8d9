package io.webgateway.wire.document;

import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.model.workload.policy.BackendLoss;
import io.webgateway.model.workload.policy.Pause;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads what becomes of visitors while no backend can be reached, and whether the workload is
 * closed for a while. Both may be written as their one word alone.
 */
final class LossReader {
  private static final String MODE = "mode";

  private final DocumentFields fields;
  private final WorkloadKind kind;

  LossReader(DocumentFields fields, WorkloadKind kind) {
    this.fields = fields;
    this.kind = kind;
  }

  BackendLoss loss() {
    DocumentGroup group = group("onBackendLoss", PolicyFields.ALL_LOSS, "Write wait, or fail");
    fields.reportForeign(kind.word(), group, PolicyFields.loss(kind), PolicyFields.ALL_LOSS);
    BackendLoss.Wait usual = BackendLoss.Wait.DEFAULT;
    BackendLoss.Wait wait =
        new BackendLoss.Wait(
            group.whole(
                "holdMillis",
                usual.holdMillis(),
                BackendLoss.Wait.MIN_HOLD_MILLIS,
                BackendLoss.Wait.MAX_HOLD_MILLIS),
            group.count("maxHeld", usual.maxHeld(), 1, BackendLoss.Wait.MAX_HELD),
            group.flag("resume"),
            group.count("replayBytes", usual.replayBytes(), 0, BackendLoss.Wait.MAX_REPLAY_BYTES));
    return switch (group.word(MODE, Words.LOSSES, Words.LOSSES.usual(), "bad-loss")) {
      case WAIT -> {
        if (wait.replayBytes() > 0 && !wait.resumes()) {
          reportUnused(group, List.of("replayBytes"), PolicyFields.loss(kind), "resume: true");
        }
        yield wait;
      }
      case FAIL -> {
        reportUnused(group, PolicyFields.ALL_LOSS, PolicyFields.loss(kind), "mode: wait");
        yield new BackendLoss.Fail();
      }
    };
  }

  Pause pause() {
    DocumentGroup group = group("pause", PolicyFields.PAUSE, "Write on, or off");
    fields.reportForeign(kind.word(), group, PolicyFields.pause(kind), PolicyFields.PAUSE);
    Pause.On usual = Pause.On.DEFAULT;
    Pause.On on =
        new Pause.On(
            group.text("message").orElse(usual.message()),
            group.whole(
                "retryAfterSeconds",
                usual.retryAfterSeconds(),
                0,
                Pause.On.MAX_RETRY_AFTER_SECONDS));
    if (on.message().length() > Pause.On.MAX_MESSAGE_CHARS) {
      group.report(
          "message",
          "too-long",
          on.message().length() + " characters are too many",
          "Write at most " + Pause.On.MAX_MESSAGE_CHARS + " characters");
    }
    if (group.word(MODE, Words.PAUSES, Words.PAUSES.usual(), "bad-pause")) {
      return on;
    }
    reportUnused(group, PolicyFields.PAUSE, PolicyFields.pause(kind), "mode: on");
    return new Pause.Off();
  }

  /** Of what the kind has; the rest is reported anyway. */
  private static void reportUnused(
      DocumentGroup group, List<String> names, List<String> own, String needed) {
    for (String name : names) {
      if (!name.equals(MODE) && own.contains(name) && group.has(name)) {
        group.report(
            name,
            "unused",
            "It counts only with " + needed,
            "Write " + needed + ", or leave " + name + " out");
      }
    }
  }

  private DocumentGroup group(String name, List<String> known, String cure) {
    JsonNode node = fields.child(name);
    if (node.isString() || DocumentFields.isOff(node)) {
      JsonNode whole = JsonNodeFactory.instance.objectNode().set(MODE, node);
      return new DocumentGroup(fields, "/" + name, whole);
    }
    return fields.group("/" + name, node, known, cure);
  }
}
