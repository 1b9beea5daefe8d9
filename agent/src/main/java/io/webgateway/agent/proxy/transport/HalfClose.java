package io.webgateway.agent.proxy.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * Ends our half of a connection while the other half is still open (RFC 9112 section 9.6). Event
 * loop of the channel.
 */
public final class HalfClose {
  private HalfClose() {}

  /**
   * Sends what was written, then our end.
   *
   * @param then called when the system has taken the last byte, or when nothing can be sent
   */
  public static void send(Channel channel, Runnable then) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound().addListener(sent -> shutdown(channel, then));
    } else {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> shutdown(channel, then));
    }
  }

  private static void shutdown(Channel channel, Runnable then) {
    if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      duplex.shutdownOutput();
    }
    then.run();
  }
}
