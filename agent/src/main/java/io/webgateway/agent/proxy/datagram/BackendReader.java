package io.webgateway.agent.proxy.datagram;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.webgateway.agent.routing.flow.Flow;
import java.io.IOException;
import java.net.ConnectException;
import java.net.PortUnreachableException;

/** Reads the socket between a flow and its backend. Confined to the event loop. */
final class BackendReader extends ChannelInboundHandlerAdapter {
  private final PortFlows port;
  private final Flow<FlowPeer> flow;
  private final int number;
  private boolean answered;

  BackendReader(PortFlows port, Flow<FlowPeer> flow, int number) {
    this.port = port;
    this.flow = flow;
    this.number = number;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    try {
      if (!answered) {
        answered = true;
        port.answered(flow);
      }
      port.fromBackend(flow, number, packet.content());
    } finally {
      packet.release();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
    if (cause instanceof PortUnreachableException || cause instanceof ConnectException) {
      port.backendGone(flow, number, "Its machine says that nobody listens at the port.");
    } else if (cause instanceof IOException) {
      port.sendFailed();
    } else {
      super.exceptionCaught(ctx, cause);
    }
  }
}
