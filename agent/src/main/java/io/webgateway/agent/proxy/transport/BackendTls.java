package io.webgateway.agent.proxy.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;

/** How TLS is begun with the endpoints of one protocol. Safe to use from any event loop. */
public interface BackendTls {
  /**
   * For one connection.
   *
   * @param host as the endpoint is written
   */
  SslHandler newHandler(ByteBufAllocator allocator, String host, int port);
}
