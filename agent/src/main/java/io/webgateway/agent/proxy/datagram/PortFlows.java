package io.webgateway.agent.proxy.datagram;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.socket.DatagramPacket;
import io.webgateway.agent.proxy.limit.WorkloadTraffic;
import io.webgateway.agent.proxy.succession.FlowName;
import io.webgateway.agent.proxy.transport.Departure;
import io.webgateway.agent.proxy.transport.RollCall;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.balance.ClusterState;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.flow.Flow;
import io.webgateway.agent.routing.flow.FlowInput;
import io.webgateway.agent.routing.flow.FlowKey;
import io.webgateway.agent.routing.flow.FlowLoss;
import io.webgateway.agent.routing.flow.FlowOutput;
import io.webgateway.agent.routing.flow.FlowTable;
import io.webgateway.agent.routing.hold.HoldEnd;
import io.webgateway.model.traffic.FlowDrop;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The flows of one port on one event loop: gives the flow table what comes from sockets, and does
 * what it says. Datagrams are sent in batches, those to clients at the end of a turn of the event
 * loop. Nothing is queued beyond what a socket may keep; what does not fit is dropped and counted.
 * Confined to the event loop.
 */
final class PortFlows implements FlowUpstreams.Outcome {
  /** What time alone does to health is looked for so seldom. */
  private static final int TICKS_PER_LOOK = 10;

  private final DatagramLoop loop;
  private final Supplier<String> listener;
  private final Runnable onDrained;
  private final FlowTable<FlowPeer> table = new FlowTable<>(this::carryOut);
  private final FlowInput.ClientDatagram<FlowPeer> fromClient;
  private final FlowInput.BackendDatagram<FlowPeer> fromBackend = new FlowInput.BackendDatagram<>();
  private final FlowInput.Tick<FlowPeer> tick = new FlowInput.Tick<>();
  private final FlowUpstreams upstreams;
  private final FlowSender sender;
  private Optional<UdpRoute> route = Optional.empty();
  private Optional<WorkloadTraffic> traffic = Optional.empty();
  private Set<Cluster.Endpoint> unwell = Set.of();
  private @Nullable ClusterState state;
  private long changesSeen;
  private long tableVersion = -1;
  private int ticks;
  private boolean draining;
  private boolean drained;
  private volatile int open;
  private Consumer<FlowPeer> onEnded = peer -> {};

  /** The datagram that is being decided; who takes it retains it. */
  private ByteBuf datagram = Unpooled.EMPTY_BUFFER;

  private InetSocketAddress client = new InetSocketAddress(0);
  private @Nullable LocalPlace place;
  private @Nullable Flow<FlowPeer> unsent;

  /**
   * Without a flow.
   *
   * @param listener the name of the port's listener, which may change
   * @param seed of hashes
   * @param onDrained called once, when it was told to drain and has no flow any more
   */
  PortFlows(DatagramLoop loop, Supplier<String> listener, long seed, Runnable onDrained) {
    this.loop = loop;
    this.listener = listener;
    this.onDrained = onDrained;
    this.fromClient = new FlowInput.ClientDatagram<>(new FlowKey(seed));
    this.upstreams = new FlowUpstreams(loop, this);
    this.sender = new FlowSender(loop);
  }

  /** How many flows there are. Any thread. */
  int open() {
    return open;
  }

  /** The flows by the names that every process of the node knows them by. Event loop. */
  List<FlowName> names(String port) {
    return table.flows().stream().map(flow -> flow.peer().name(port)).toList();
  }

  /** Told of each flow that ends. Event loop. */
  void onEnded(Consumer<FlowPeer> told) {
    onEnded = told;
  }

  private long now() {
    return loop.shared().wheel().nowNanos();
  }

  /** A datagram came; releases nothing of it. */
  void fromClient(DatagramPacket packet, LocalPlace at) {
    followTable();
    InetSocketAddress from = packet.sender();
    if (from.getPort() == 0
        || from.getAddress().isAnyLocalAddress()
        || from.getAddress().isMulticastAddress()) {
      count(FlowDrop.STRANGE_SENDER);
      return;
    }
    datagram = packet.content();
    client = from;
    place = at;
    fromClient.key().set(from.getAddress(), from.getPort(), at.address());
    decide(fromClient.of(datagram.readableBytes()));
    loseUnsent(false);
  }

  private void loseUnsent(boolean toClient) {
    Flow<FlowPeer> flow = unsent;
    if (flow != null) {
      unsent = null;
      count(FlowDrop.SEND_BUFFER_FULL);
      decide(new FlowInput.NotSent<>(flow, toClient, datagram.readableBytes()));
    }
    datagram = Unpooled.EMPTY_BUFFER;
  }

  /** A datagram came; releases nothing of it. */
  void fromBackend(Flow<FlowPeer> flow, int number, ByteBuf content) {
    datagram = content;
    decide(fromBackend.set(flow, number, content.readableBytes()));
    loseUnsent(true);
  }

  /** The first answer of an upstream. */
  void answered(Flow<FlowPeer> flow) {
    flow.endpoint().ifPresent(endpoint -> backends().succeeded(flow, endpoint));
  }

  /** The socket of an upstream says that nobody listens, or broke. */
  void backendGone(Flow<FlowPeer> flow, int number, String why) {
    flow.endpoint().ifPresent(endpoint -> backends().failed(flow, endpoint, why));
    decide(new FlowInput.BackendGone<>(flow, number));
  }

  private FlowBackends backends() {
    return loop.shared().backends();
  }

  private void decide(FlowInput<FlowPeer> input) {
    table.decide(input, now());
  }

  /** Looks whether the table has changed, or what is known of the backends. */
  private void followTable() {
    RouteTable routes = loop.shared().live().current().routes();
    if (routes.version() != tableVersion) {
      tableVersion = routes.version();
      route = routes.udp(listener.get());
      state = route.map(backends()::of).orElse(null);
      lookAtHealth();
      serve();
    } else if (state != null && state.changes() != changesSeen && lookAtHealth()) {
      serve();
    }
  }

  /** Answers whether flows should leave other endpoints than before. */
  private boolean lookAtHealth() {
    if (state != null) {
      changesSeen = state.changes();
    }
    Set<Cluster.Endpoint> before = unwell;
    unwell = route.map(backends()::unwell).orElse(Set.of());
    return !unwell.equals(before);
  }

  private void serve() {
    traffic = route.flatMap(served -> loop.shared().live().current().traffic(served.workload()));
    decide(
        traffic.isPresent() && route.isPresent()
            ? new FlowInput.Serve<>(
                route.get(), traffic.get().flows(), traffic.get().gate(), unwell)
            : new FlowInput.ServeNobody<>());
  }

  /** Time has passed. */
  void tick() {
    followTable();
    if (++ticks % TICKS_PER_LOOK == 0 && table.size() > 0 && lookAtHealth()) {
      serve();
    }
    decide(tick);
    endWhenDrained();
  }

  void drain() {
    draining = true;
    decide(new FlowInput.Drain<>());
    endWhenDrained();
  }

  /** Takes a {@link RollCall} or a {@link Departure}; flows have nothing to be asked by. */
  void told(Object event) {
    String workload = route.map(UdpRoute::workload).orElse("");
    if (event instanceof RollCall call) {
      call.flows(workload, table.size());
    } else if (event instanceof Departure.Cut(DrainScope scope) && scope.concerns(workload)) {
      decide(new FlowInput.SendAway<>());
    }
  }

  void cut() {
    draining = true;
    decide(new FlowInput.Cut<>());
    endWhenDrained();
  }

  private void endWhenDrained() {
    if (draining && !drained && table.size() == 0) {
      drained = true;
      loop.remove(this);
      onDrained.run();
    }
  }

  private void carryOut(FlowOutput<FlowPeer> output) {
    switch (output) {
      case FlowOutput.ToBackend<FlowPeer> to -> toBackend(to.flow());
      case FlowOutput.ToClient<FlowPeer> to -> toClient(to.flow());
      case FlowOutput.Begun<FlowPeer> begun -> begun(begun.flow());
      case FlowOutput.Open<FlowPeer> open -> upstreams.open(open.flow(), open.upstream());
      case FlowOutput.Close<FlowPeer> close -> close.flow().peer().close(close.upstream());
      case FlowOutput.Hold<FlowPeer> hold -> {
        hold.flow().peer().hold(FlowSender.copy(datagram));
        hold.flow().peer().meter().follow(hold.flow());
      }
      case FlowOutput.SendHeld<FlowPeer> send -> sendHeld(send.flow().peer(), send.keep());
      case FlowOutput.ForgetHeld<FlowPeer> forget -> forget.flow().peer().releaseHeld();
      case FlowOutput.DropOldest<FlowPeer> drop -> {
        drop.flow().peer().releaseOldest();
        count(FlowDrop.HELD_FULL);
      }
      case FlowOutput.DropHeld<FlowPeer> drop ->
          loop.shared()
              .counters()
              .datagramsDropped(drop.reason(), drop.flow().peer().releaseHeld());
      case FlowOutput.Drop<FlowPeer> drop -> count(drop.reason());
      case FlowOutput.Waits<FlowPeer> waits ->
          waits.flow().peer().waits(backends().holds(waits.flow()), now());
      case FlowOutput.WaitsNoMore<FlowPeer> over -> {
        if (over.served()) {
          over.flow().peer().waitsNoMore(HoldEnd.RESUMED);
        }
      }
      case FlowOutput.Moved<FlowPeer> _ -> loop.shared().counters().flowMoved();
      case FlowOutput.Ended<FlowPeer> ended -> {
        open = table.size();
        ended.flow().peer().waitsNoMore(FlowStory.waitEnd(ended.reason()));
        ended.flow().peer().meter().ended(ended.flow());
        onEnded.accept(ended.flow().peer());
        FlowStory.ended(loop.shared(), ended.flow(), ended.reason());
      }
    }
  }

  private void begun(Flow<FlowPeer> flow) {
    LocalPlace at = place;
    if (at == null || traffic.isEmpty()) {
      throw new IllegalStateException("a flow begins with a datagram for a workload");
    }
    flow.attach(new FlowPeer(client, at, new FlowMeter(traffic.get().usage())));
    open = table.size();
    loop.shared().counters().flowOpened();
  }

  private void toBackend(Flow<FlowPeer> flow) {
    flow.peer().meter().follow(flow);
    if (!sender.toBackend(flow.peer(), datagram)) {
      unsent = flow;
    }
  }

  private void toClient(Flow<FlowPeer> flow) {
    flow.peer().meter().follow(flow);
    if (!sender.toClient(flow.peer(), datagram)) {
      unsent = flow;
    }
  }

  private void sendHeld(FlowPeer peer, boolean keep) {
    for (ByteBuf each : peer.held()) {
      if (!sender.toBackend(peer, each)) {
        count(FlowDrop.SEND_BUFFER_FULL);
      }
    }
    if (!keep) {
      peer.releaseHeld();
    }
    sender.flush();
  }

  private void count(FlowDrop reason) {
    loop.shared().counters().datagramsDropped(reason, 1);
  }

  /** All that was to be read of clients was read. */
  void flush() {
    sender.flush();
  }

  /** A socket could not send something. */
  void sendFailed() {
    count(FlowDrop.SEND_FAILED);
  }

  @Override
  public void opened(Flow<FlowPeer> flow, int number, FlowPeer.Upstream upstream) {
    flow.peer().opened(number, upstream);
    decide(new FlowInput.Opened<>(flow, number, upstream.endpoint()));
  }

  @Override
  public void notOpened(Flow<FlowPeer> flow, int number, FlowLoss loss) {
    decide(new FlowInput.NotOpened<>(flow, number, loss));
  }

  @Override
  public ChannelHandler reader(Flow<FlowPeer> flow, int number) {
    return new BackendReader(this, flow, number);
  }
}
