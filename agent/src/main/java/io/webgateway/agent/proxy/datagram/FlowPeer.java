package io.webgateway.agent.proxy.datagram;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.webgateway.agent.proxy.succession.FlowName;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.hold.HoldEnd;
import io.webgateway.agent.routing.hold.HoldTally;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The sockets and datagrams of one flow. Confined to the event loop. */
final class FlowPeer {
  /**
   * A socket to a backend.
   *
   * @param channel connected
   * @param endpoint where to
   * @param done run when it is closed
   */
  record Upstream(Channel channel, Cluster.Endpoint endpoint, Runnable done) {}

  private final InetSocketAddress client;
  private final LocalPlace place;
  private final FlowMeter meter;
  private final Deque<ByteBuf> held = new ArrayDeque<>(1);
  private @Nullable Upstream upstream;
  private @Nullable FlowWait wait;
  private int number;

  /**
   * A flow's.
   *
   * @param client where answers go
   * @param place where they are sent from
   * @param meter tells what it uses
   */
  FlowPeer(InetSocketAddress client, LocalPlace place, FlowMeter meter) {
    this.client = client;
    this.place = place;
    this.meter = meter;
  }

  FlowMeter meter() {
    return meter;
  }

  /** It waits for a backend from now on. */
  void waits(HoldTally tally, long nowNanos) {
    long bytes = held.stream().mapToLong(ByteBuf::readableBytes).sum();
    wait = new FlowWait(tally, bytes, nowNanos);
  }

  /** It waits no longer, if it did. */
  void waitsNoMore(HoldEnd how) {
    FlowWait mine = wait;
    wait = null;
    if (mine != null) {
      mine.ended(how);
    }
  }

  private void keeps(int moreBytes) {
    if (wait != null) {
      wait.keeps(moreBytes);
    }
  }

  InetSocketAddress client() {
    return client;
  }

  /** What every process of the node knows the flow by. */
  FlowName name(String listener) {
    return new FlowName(listener, client, place.address());
  }

  /** Where answers leave from. */
  LocalPlace place() {
    return place;
  }

  /** The socket that answers leave from. */
  Channel clientSocket() {
    return place.socket();
  }

  /** The socket to its backend; null while it has none. */
  @Nullable Channel backendSocket() {
    Upstream present = upstream;
    return present == null ? null : present.channel();
  }

  /** A flow has one at most: the next is asked for when the last one is closed. */
  void opened(int itsNumber, Upstream next) {
    number = itsNumber;
    upstream = next;
  }

  void close(int itsNumber) {
    Upstream present = upstream;
    if (present != null && number == itsNumber) {
      upstream = null;
      present.done().run();
      present.channel().close();
    }
  }

  /** Takes the buffer. */
  void hold(ByteBuf datagram) {
    held.add(datagram);
    keeps(datagram.readableBytes());
  }

  Deque<ByteBuf> held() {
    return held;
  }

  void releaseOldest() {
    ByteBuf oldest = held.remove();
    keeps(-oldest.readableBytes());
    oldest.release();
  }

  /** Answers how many there were. */
  int releaseHeld() {
    int count = held.size();
    held.forEach(ByteBuf::release);
    held.clear();
    return count;
  }
}
