package io.webgateway.agent.proxy.listener;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.webgateway.agent.proxy.succession.ListeningSocket;
import io.webgateway.agent.proxy.transport.DrainSignal;
import io.webgateway.agent.proxy.transport.SocketNames;
import io.webgateway.agent.routing.Listener;
import java.net.InetSocketAddress;
import java.util.List;

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
  public List<ListeningSocket> sockets() {
    return SocketNames.of(socket).stream().toList();
  }

  @Override
  public void beginServing() {
    socket.config().setAutoRead(true);
  }

  /** Whoever connects meanwhile waits in the socket's queue. */
  @Override
  public void stepAside() {
    socket.config().setAutoRead(false);
  }

  @Override
  public void letGo() {
    socket.close().syncUninterruptibly();
  }

  @Override
  public void sendOff() {
    signal(DrainSignal.FINISH);
  }

  @Override
  public int underWay() {
    return connections.size();
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
