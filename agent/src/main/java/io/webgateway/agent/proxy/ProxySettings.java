package io.webgateway.agent.proxy;

import io.webgateway.agent.proxy.transport.ConnectionLimits;
import java.util.OptionalInt;

/**
 * What is fixed for the life of an engine.
 *
 * @param eventLoops threads that move bytes; 1 or more
 * @param nativeTransport use epoll where the system has it
 * @param limits of single connections
 * @param drainTimeoutMillis given to exchanges under way when the engine closes
 * @param externalHttpsPort the port that redirects name; empty means the one that is bound
 */
public record ProxySettings(
    int eventLoops,
    boolean nativeTransport,
    ConnectionLimits limits,
    long drainTimeoutMillis,
    OptionalInt externalHttpsPort) {

  /** One event loop per processor, epoll, default limits, 5 s to drain. */
  public static ProxySettings defaults() {
    return new ProxySettings(
        Runtime.getRuntime().availableProcessors(),
        true,
        ConnectionLimits.DEFAULT,
        5_000,
        OptionalInt.empty());
  }
}
