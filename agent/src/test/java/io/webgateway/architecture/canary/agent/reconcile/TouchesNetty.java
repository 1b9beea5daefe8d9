package io.webgateway.architecture.canary.agent.reconcile;

import io.netty.buffer.ByteBuf;

/** Netty outside the data plane. */
public final class TouchesNetty {
  private TouchesNetty() {}

  static int readable(ByteBuf buffer) {
    return buffer.readableBytes();
  }
}
