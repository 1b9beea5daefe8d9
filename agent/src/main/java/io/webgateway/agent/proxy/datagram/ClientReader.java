package io.webgateway.agent.proxy.datagram;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.webgateway.agent.proxy.succession.SocketName;
import java.io.IOException;

/** Reads a socket that clients send to. Confined to the event loop. */
final class ClientReader extends ChannelInboundHandlerAdapter {
  private final PortFlows flows;
  private final LocalPlaces places;
  private final FlowsElsewhere elsewhere;
  private final SocketName name;

  /**
   * Reads for one port.
   *
   * @param elsewhere the port's flows that another process serves
   * @param name the socket's
   */
  ClientReader(PortFlows flows, LocalPlaces places, FlowsElsewhere elsewhere, SocketName name) {
    this.flows = flows;
    this.places = places;
    this.elsewhere = elsewhere;
    this.name = name;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    try {
      if (elsewhere.isEmpty() || !elsewhere.passOn(name, packet)) {
        flows.fromClient(packet, places.of(packet.recipient(), ctx.channel()));
      }
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
