package io.webgateway.architecture.canary.agent.proxy;

import io.netty.channel.Channel;

/** A facade that hands out what it should hide. */
public final class ProxyEngine {
  private ProxyEngine() {}

  /** Shows a Netty type. */
  public static boolean isOpen(Channel channel) {
    return channel.isOpen();
  }
}
