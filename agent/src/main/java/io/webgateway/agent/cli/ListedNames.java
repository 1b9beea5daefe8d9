package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.RecordKey;
import java.util.List;

/** Names that commands fill in when none were given. */
final class ListedNames {
  private ListedNames() {}

  /** The pool of the node that is spoken to; none when it has none. */
  static List<String> poolOfNode(Gateway gateway) {
    return gateway
        .client()
        .node()
        .flatMap(node -> gateway.reader().body(RecordKey.node(node), NodeBody.class))
        .map(NodeBody::pool)
        .stream()
        .toList();
  }
}
