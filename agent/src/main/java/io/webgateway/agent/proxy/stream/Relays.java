package io.webgateway.agent.proxy.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.webgateway.agent.observe.TrafficCounters;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.model.traffic.CompletionReason;
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
  private final Set<Relay> open = new HashSet<>();
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
    Relay relay = new Relay(this, wheel, client, new ChannelEnd(backend), terms, outcome);
    open.add(relay);
    counters.tunnelOpened();
    relay.start(fromClient, fromBackend);
    endUnlessServed(relay, live.current().routes());
  }

  /** Ends what the table does not serve any more; called often, looks only at a new table. */
  public void followTable() {
    RouteTable table = live.current().routes();
    if (table.version() == tableVersion) {
      return;
    }
    tableVersion = table.version();
    for (Relay relay : List.copyOf(open)) {
      endUnlessServed(relay, table);
    }
  }

  private static void endUnlessServed(Relay relay, RouteTable table) {
    if (!relay.isServedBy(table)) {
      relay.end(CompletionReason.ROUTE_REMOVED);
    }
  }

  void forget(Relay relay) {
    if (open.remove(relay)) {
      counters.tunnelClosed();
    }
  }
}
