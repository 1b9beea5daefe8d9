package io.webgateway.agent.proxy.upstream;

/**
 * What an open connection may be used for again: the same tenant at the same endpoint, nobody else.
 *
 * @param tenant the owner's identity id
 * @param host as the endpoint is written
 * @param port 1 to 65535
 */
public record PoolKey(String tenant, String host, int port) {}
