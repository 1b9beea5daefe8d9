package io.webgateway.agent.management.resource;

import io.webgateway.model.identity.IdentityId;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A workload as a caller sees it.
 *
 * @param namespace the name that it is published under
 * @param id its own name
 * @param kind HttpService, TlsPassthrough, TcpForward or UdpForward
 * @param pools the pools that it is assigned to
 * @param hosts the hosts that it names; none means the namespace under each pool
 * @param port the port that it takes on its pools
 * @param owner who published it
 * @param version the record's version
 * @param hash the record's hash
 * @param deleted whether it was taken back
 * @param conditions one per type, as this node sees them
 * @param definition the whole definition, for its owner on a node of its pool
 */
record WorkloadView(
    String namespace,
    String id,
    String kind,
    List<String> pools,
    List<String> hosts,
    Optional<Integer> port,
    IdentityId owner,
    long version,
    String hash,
    boolean deleted,
    List<ConditionView> conditions,
    Optional<JsonNode> definition) {

  WorkloadView {
    pools = List.copyOf(pools);
    hosts = List.copyOf(hosts);
    conditions = List.copyOf(conditions);
  }
}
