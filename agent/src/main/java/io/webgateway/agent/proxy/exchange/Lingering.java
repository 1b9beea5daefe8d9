package io.webgateway.agent.proxy.exchange;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** Ends our half of a connection while the other half is still open (RFC 9112 section 9.6). */
final class Lingering {
  private Lingering() {}

  static void sendEnd(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound().addListener(sent -> shutdown(ctx));
    } else {
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> shutdown(ctx));
    }
  }

  private static void shutdown(ChannelHandlerContext ctx) {
    if (ctx.channel() instanceof DuplexChannel duplex && ctx.channel().isActive()) {
      duplex.shutdownOutput();
    }
  }
}
