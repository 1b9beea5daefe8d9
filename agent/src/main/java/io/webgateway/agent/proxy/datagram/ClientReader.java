package io.webgateway.agent.proxy.datagram;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;

/** Reads a socket that clients send to. Confined to the event loop. */
final class ClientReader extends ChannelInboundHandlerAdapter {
  private final PortFlows flows;
  private final LocalPlaces places;

  ClientReader(PortFlows flows, LocalPlaces places) {
    this.flows = flows;
    this.places = places;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    try {
      flows.fromClient(packet, places.of(packet.recipient(), ctx.channel()));
    } finally {
      packet.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    flows.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
    if (cause instanceof IOException) {
      flows.sendFailed();
    } else {
      super.exceptionCaught(ctx, cause);
    }
  }
}
