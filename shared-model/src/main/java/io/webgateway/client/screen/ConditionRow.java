package io.webgateway.client.screen;

import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One condition of a workload as an agent tells it.
 *
 * @param type which fact
 * @param status whether it holds
 * @param reason a stable word for programs
 * @param message a sentence; only its owner gets one
 * @param since when the status last changed
 */
public record ConditionRow(
    ConditionType type,
    ConditionStatus status,
    String reason,
    Optional<String> message,
    Instant since) {

  /** The conditions in a list; a type that this program does not know is left out. */
  public static List<ConditionRow> listOf(JsonNode list) {
    List<ConditionRow> rows = new ArrayList<>();
    for (JsonNode item : list) {
      of(item).ifPresent(rows::add);
    }
    return List.copyOf(rows);
  }

  private static Optional<ConditionRow> of(JsonNode item) {
    return Fields.constant(item.path("type"), ConditionType.class)
        .map(
            type ->
                new ConditionRow(
                    type,
                    Fields.constant(item.path("status"), ConditionStatus.class)
                        .orElse(ConditionStatus.UNKNOWN),
                    item.path("reason").asString(""),
                    Fields.text(item, "message"),
                    Fields.time(item, "since").orElse(Instant.EPOCH)));
  }

  /** How the condition is called. */
  public String title() {
    return switch (type) {
      case ACCEPTED -> "Accepted";
      case DNS_READY -> "DNS";
      case CERTIFICATE_READY -> "Certificate";
      case BACKENDS_HEALTHY -> "Backends";
      case SERVING -> "Serving";
    };
  }

  /** Its status in a word. */
  public String word() {
    return switch (status) {
      case TRUE -> "yes";
      case FALSE -> "no";
      case UNKNOWN -> "not checked";
    };
  }

  /** How it is meant. */
  public Tone tone() {
    return switch (status) {
      case TRUE -> Tone.GOOD;
      case FALSE -> Tone.BAD;
      case UNKNOWN -> Tone.NEUTRAL;
    };
  }

  /** Why it is so: the node's own sentence where there is one, else what the reason means. */
  public String sentence() {
    return message.orElseGet(() -> ReasonText.of(reason));
  }
}
