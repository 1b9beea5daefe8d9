package io.webgateway.agent.management.port;

import io.webgateway.model.ledger.AcceptedRecord;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Opens sealed parts, on nodes of the pools that they are sealed to. */
@FunctionalInterface
public interface WorkloadDefinitions {

  /**
   * The whole definition of a workload, in the form in which its owner wrote it.
   *
   * @param workload the workload's record
   * @param sealed its sealed part
   * @return empty when it is not sealed to this node's pool
   */
  Optional<JsonNode> open(AcceptedRecord workload, String sealed);
}
