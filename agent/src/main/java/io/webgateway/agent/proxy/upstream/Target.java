package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.proxy.introduction.Introduction;
import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.balance.Connections;
import io.webgateway.agent.routing.policy.UpstreamProtocol;

/**
 * Where one request goes, and under which terms.
 *
 * @param tenant the owner's identity id
 * @param endpoint which
 * @param protocol what is spoken with it
 * @param introduction what a new connection begins with
 * @param policy which addresses are allowed
 * @param connectTimeoutMillis to open one connection, TLS included
 * @param connections that are open to the endpoint, where the workload limits them
 * @param becomesTunnel the request asks for a WebSocket: it gets a connection of its own, of
 *     HTTP/1.1 whatever the protocol says
 */
public record Target(
    String tenant,
    Cluster.Endpoint endpoint,
    UpstreamProtocol protocol,
    Introduction introduction,
    BackendPolicy policy,
    long connectTimeoutMillis,
    Connections connections,
    boolean becomesTunnel) {}
