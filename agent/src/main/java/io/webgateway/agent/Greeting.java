package io.webgateway.agent;

import io.webgateway.agent.config.AgentConfig;
import java.util.Optional;

/** What the agent says at its start. */
final class Greeting {
  private final Node node;
  private final AgentConfig config;

  Greeting(Node node, AgentConfig config) {
    this.node = node;
    this.config = config;
  }

  /** Who this node is; the line that enrols it, while it belongs to no pool. */
  String text(Optional<String> pool) {
    String socket = "unix:" + config.management().unixSocket();
    String who =
        "Web Gateway agent "
            + Node.version()
            + ", node "
            + node.keys().node()
            + "\n  ledger      "
            + node.ledger()
            + "\n  management  "
            + String.join(", ", node.endpoints())
            + (node.endpoints().isEmpty() ? "" : ", ")
            + socket;
    return pool.map(p -> who + "\n  pool        " + p)
        .orElse(
            who
                + "\n  This node belongs to no pool yet and serves nothing. Enrol it as its provider:"
                + "\n    webgw node enrol --agent "
                + socket
                + " --pool DOMAIN");
  }
}
