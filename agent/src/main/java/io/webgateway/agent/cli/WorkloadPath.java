package io.webgateway.agent.cli;

/**
 * A workload as people name it.
 *
 * @param namespace the reserved name
 * @param id the workload's own id
 */
record WorkloadPath(String namespace, String id) {

  /** Reads {@code NAME/ID}, also {@code workload/NAME/ID}. */
  static WorkloadPath of(String text) {
    String path = text.startsWith("workload/") ? text.substring("workload/".length()) : text;
    String[] parts = path.split("/", -1);
    if (parts.length != 2 || !isLabel(parts[0]) || !isLabel(parts[1])) {
      throw new Usage("NAME/ID", "'" + text + "' names no workload", "Write it as in blog/web");
    }
    return new WorkloadPath(parts[0], parts[1]);
  }

  private static boolean isLabel(String text) {
    return text.matches("[A-Za-z0-9-]{1,63}");
  }

  @Override
  public String toString() {
    return namespace + "/" + id;
  }
}
