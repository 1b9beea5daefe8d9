package io.webgateway.agent.proxy.listener;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.webgateway.agent.proxy.transport.DrainSignal;
import io.webgateway.agent.routing.Listener;
import java.net.InetSocketAddress;

/**
 * A listening socket and the connections it accepted.
 *
 * @param socket the listening channel
 * @param connections open ones, whatever their state
 * @param opener equips new ones
 */
record BoundListener(Channel socket, ChannelGroup connections, ConnectionOpener opener) {

  InetSocketAddress address() {
    return (InetSocketAddress) socket.localAddress();
  }

  void speak(Listener.Protocol protocol) {
    opener.speak(protocol);
  }

  /** Accepts no more; the connections learn that they should end. */
  void retire() {
    socket.close().syncUninterruptibly();
    signal(DrainSignal.FINISH);
  }

  void signal(DrainSignal drain) {
    for (Channel connection : connections) {
      connection.eventLoop().execute(() -> connection.pipeline().fireUserEventTriggered(drain));
    }
  }
}
