package io.webgateway.agent.cli;

import tools.jackson.databind.JsonNode;

/** Conditions in words. */
final class WorkloadViews {
  private WorkloadViews() {}

  /** One condition as a line. */
  static String sentence(JsonNode condition) {
    String message = condition.path("message").asString("");
    return condition.path("type").asString("")
        + ": "
        + condition.path("status").asString("")
        + " ("
        + condition.path("reason").asString("")
        + ")"
        + (message.isEmpty() ? "" : " " + message);
  }

  /** The one word for a list: what is wrong first, else whether it is served. */
  static String summary(JsonNode workload) {
    if (workload.path("deleted").asBoolean(false)) {
      return "deleted";
    }
    String serving = "Unknown";
    for (JsonNode condition : workload.path("conditions")) {
      String status = condition.path("status").asString("");
      if (status.equals("False")) {
        return "not "
            + condition.path("type").asString("")
            + ": "
            + condition.path("reason").asString("");
      }
      if (condition.path("type").asString("").equals("Serving")) {
        serving = status;
      }
    }
    return serving.equals("True") ? "serving" : "unknown";
  }
}
