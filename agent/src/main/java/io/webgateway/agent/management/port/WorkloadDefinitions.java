package io.webgateway.agent.management.port;

import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.WorkloadBody;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Opens sealed parts, on nodes of the pools that they are sealed to. */
@FunctionalInterface
public interface WorkloadDefinitions {

  /**
   * The whole definition of a workload, in the form in which its owner wrote it.
   *
   * @param key the workload's
   * @param body the public part
   * @param sealed its sealed part
   * @return empty when it is not sealed to this node's pool
   */
  Optional<JsonNode> open(RecordKey key, WorkloadBody body, String sealed);
}
