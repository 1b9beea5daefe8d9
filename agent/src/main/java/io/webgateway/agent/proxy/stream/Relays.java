package io.webgateway.agent.proxy.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.webgateway.agent.observe.TrafficCounters;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.routing.RouteTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The relays of one event loop. A tunnel may live for days, so unlike an exchange it does not
 * outlive its route: when a table no longer has its workload, it ends. Bounded by the connections
 * that there are; confined to the event loop.
 */
public final class Relays {
  private final LiveTable live;
  private final DeadlineWheel wheel;
  private final TrafficCounters counters;
  private final Set<Joined> open = new HashSet<>();
  private final ReplayRoom replayRoom = new ReplayRoom();
  private long tableVersion = -1;

  /** No relay yet. */
  public Relays(LiveTable live, DeadlineWheel wheel, TrafficCounters counters) {
    this.live = live;
    this.wheel = wheel;
    this.counters = counters;
  }

  /**
   * Joins two channels of this event loop. Neither may have a handler that keeps bytes any more.
   *
   * @param fromClient read from the client and not passed on yet; taken over
   * @param fromBackend read from the backend and not passed on yet; taken over
   */
  public void join(
      Channel client,
      ByteBuf fromClient,
      Channel backend,
      ByteBuf fromBackend,
      Relay.Terms terms,
      Relay.Outcome outcome) {
    join(new ChannelEnd(client), fromClient, backend, fromBackend, terms, outcome);
  }

  /** Joins what carries a visitor's bytes with a channel of this event loop. */
  public void join(
      RelayEnd client,
      ByteBuf fromClient,
      Channel backend,
      ByteBuf fromBackend,
      Relay.Terms terms,
      Relay.Outcome outcome) {
    counters.tunnelOpened();
    RelayEnd end = new ChannelEnd(backend);
    if (terms.rejoin().isPresent()) {
      SocketRelay relay =
          new SocketRelay(this, wheel, client, end, terms, outcome, terms.rejoin().get());
      open.add(relay);
      relay.start(fromClient, fromBackend);
      relay.follow(live.current().routes());
    } else {
      Relay relay = new Relay(this, wheel, client, end, terms, outcome);
      open.add(relay);
      relay.start(fromClient, fromBackend);
      relay.follow(live.current().routes());
    }
  }

  /** Joins a visitor's connection with backends that come and go. */
  void join(
      Channel client,
      ByteBuf fromClient,
      ResumingEnd backends,
      Relay.Terms terms,
      Relay.Outcome outcome) {
    counters.tunnelOpened();
    Relay relay = new Relay(this, wheel, new ChannelEnd(client), backends, terms, outcome);
    open.add(relay);
    relay.start(fromClient, Unpooled.EMPTY_BUFFER);
    relay.follow(live.current().routes());
  }

  /** Where the first bytes of visitors are kept. */
  ReplayRoom replayRoom() {
    return replayRoom;
  }

  /** Ends what the table does not serve any more; called often, looks only at a new table. */
  public void followTable() {
    RouteTable table = live.current().routes();
    if (table.version() == tableVersion) {
      return;
    }
    tableVersion = table.version();
    List.copyOf(open).forEach(each -> each.follow(table));
  }

  void forget(Joined relay) {
    if (open.remove(relay)) {
      counters.tunnelClosed();
    }
  }
}
