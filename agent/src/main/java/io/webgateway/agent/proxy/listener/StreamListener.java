package io.webgateway.agent.proxy.listener;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.webgateway.agent.proxy.transport.DrainSignal;
import io.webgateway.agent.routing.Listener;
import java.net.InetSocketAddress;

/**
 * A listening socket of TCP and the connections it accepted.
 *
 * @param socket the listening channel
 * @param connections open ones, whatever their state
 * @param opener equips new ones
 */
record StreamListener(Channel socket, ChannelGroup connections, ConnectionOpener opener)
    implements BoundListener {

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.localAddress();
  }

  @Override
  public void follow(Listener listener) {
    opener.follow(listener);
  }

  @Override
  public void retire() {
    socket.close().syncUninterruptibly();
    signal(DrainSignal.FINISH);
  }

  @Override
  public boolean isDrained() {
    return connections.isEmpty();
  }

  @Override
  public void cut() {
    signal(DrainSignal.CUT);
    connections.close();
  }

  private void signal(DrainSignal drain) {
    for (Channel connection : connections) {
      connection.eventLoop().execute(() -> connection.pipeline().fireUserEventTriggered(drain));
    }
  }
}
