package io.webgateway.agent.proxy;

import io.webgateway.agent.proxy.transport.ConnectionLimits;
import io.webgateway.agent.proxy.transport.TrustedPeers;
import java.util.OptionalInt;

/**
 * What is fixed for the life of an engine.
 *
 * @param eventLoops threads that move bytes; 1 or more
 * @param nativeTransport use epoll where the system has it
 * @param limits of single connections
 * @param drainTimeoutMillis given to exchanges under way when the engine closes
 * @param externalHttpsPort the port that redirects name; empty means the one that is bound
 * @param trustedPeers whose connections begin with a PROXY header
 */
public record ProxySettings(
    int eventLoops,
    boolean nativeTransport,
    ConnectionLimits limits,
    long drainTimeoutMillis,
    OptionalInt externalHttpsPort,
    TrustedPeers trustedPeers) {

  /** Nobody is in front of the gateway. */
  public ProxySettings(
      int eventLoops,
      boolean nativeTransport,
      ConnectionLimits limits,
      long drainTimeoutMillis,
      OptionalInt externalHttpsPort) {
    this(
        eventLoops,
        nativeTransport,
        limits,
        drainTimeoutMillis,
        externalHttpsPort,
        TrustedPeers.NONE);
  }

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
