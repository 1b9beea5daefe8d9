package io.webgateway.agent.proxy.listener;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.webgateway.agent.proxy.succession.ListeningSocket;
import io.webgateway.agent.proxy.transport.Departure;
import io.webgateway.agent.proxy.transport.DrainSignal;
import io.webgateway.agent.proxy.transport.Guest;
import io.webgateway.agent.proxy.transport.RollCall;
import io.webgateway.agent.proxy.transport.SocketNames;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.drain.DrainScope;
import java.net.InetSocketAddress;
import java.util.ArrayList;
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
  public String name() {
    return opener.name();
  }

  @Override
  public List<Guest> guests() {
    List<Guest> guests = new ArrayList<>(connections.size());
    for (Channel connection : connections) {
      guests.add(new Guest(connection.eventLoop(), event -> tell(connection, event)));
    }
    return guests;
  }

  /** Who has not said what it wants yet does not answer a roll call, and is cut all the same. */
  private static void tell(Channel connection, Object event) {
    if (event instanceof RollCall call) {
      long before = call.connections();
      connection.pipeline().fireUserEventTriggered(call);
      if (call.isOfAll() && call.connections() == before) {
        call.connection(_ -> true);
      }
    } else {
      boolean mustGo =
          event instanceof Departure.Cut(DrainScope scope)
              && scope.concerns("")
              && !answers(connection, scope);
      connection.pipeline().fireUserEventTriggered(event);
      if (mustGo) {
        connection.close();
      }
    }
  }

  private static boolean answers(Channel connection, DrainScope scope) {
    RollCall call = new RollCall(scope);
    connection.pipeline().fireUserEventTriggered(call);
    return call.connections() > 0;
  }

  @Override
  public void draining(boolean now) {
    opener.draining(now);
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
