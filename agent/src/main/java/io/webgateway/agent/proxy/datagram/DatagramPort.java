package io.webgateway.agent.proxy.datagram;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.webgateway.agent.proxy.succession.FlowName;
import io.webgateway.agent.proxy.succession.ListeningSocket;
import io.webgateway.agent.proxy.succession.SocketName;
import io.webgateway.agent.proxy.transport.Guest;
import io.webgateway.agent.proxy.transport.SocketNames;
import io.webgateway.agent.routing.Listener;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A bound port: one socket for each event loop, among which the system spreads clients by their
 * address and port, so that a flow stays on one loop. With the JDK's sockets it is one socket on
 * one loop. Made, retired and cut by the thread that applies tables; that thread may be blocked.
 */
public final class DatagramPort {
  private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1 << 20, 2 << 20);
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
  private static final int SEND_BUFFER_BYTES = 1 << 20;

  /** What became of binding. */
  public sealed interface Binding {
    /** It receives. */
    record Bound(DatagramPort port) implements Binding {}

    /** It does not. */
    record Failed(Throwable cause) implements Binding {}
  }

  /**
   * How a port begins.
   *
   * @param key the listener's name in any process of the node
   * @param inherited sockets that are bound already; bound anew when there are none
   */
  public record Start(String key, List<ListeningSocket> inherited) {
    /** Copies the list. */
    public Start {
      inherited = List.copyOf(inherited);
    }
  }

  private final String key;
  private final FlowsElsewhere elsewhere = new FlowsElsewhere();
  private final List<DatagramLoop> loops;
  private final List<PortFlows> flows = new ArrayList<>();
  private final List<LocalPlaces> places = new ArrayList<>();
  private final ChannelGroup sockets = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final AtomicInteger draining = new AtomicInteger();
  private volatile String name;
  private volatile InetSocketAddress address;
  private volatile boolean serving;

  private DatagramPort(Listener listener, List<DatagramLoop> loops, long seed, Start start) {
    this.key = start.key();
    this.name = listener.name();
    this.address = listener.address();
    this.loops = loops.getFirst().shared().transport().isNative() ? loops : loops.subList(0, 1);
    this.draining.set(this.loops.size());
    for (DatagramLoop loop : this.loops) {
      flows.add(new PortFlows(loop, () -> name, seed, this::loopDrained));
      places.add(new LocalPlaces(this::placeWanted));
    }
  }

  /**
   * Binds.
   *
   * @param loops all of the engine
   * @param seed of hashes
   */
  public static Binding bind(Listener listener, List<DatagramLoop> loops, long seed, Start start) {
    DatagramPort port = new DatagramPort(listener, loops, seed, start);
    ChannelFuture failed =
        start.inherited().isEmpty() ? port.bindAll() : port.takeAll(start.inherited());
    if (failed.isSuccess()) {
      return new Binding.Bound(port);
    }
    port.sockets.close().awaitUninterruptibly();
    return new Binding.Failed(failed.cause());
  }

  /**
   * The first socket is bound without sharing, so it learns when another program has the port; only
   * then it shares it with its siblings.
   */
  private ChannelFuture bindAll() {
    ChannelFuture first = socket(0, address, false);
    if (!first.isSuccess()) {
      return first;
    }
    address = (InetSocketAddress) first.channel().localAddress();
    if (loops.size() > 1 || isEverywhere()) {
      share(first.channel());
    }
    for (int i = 1; i < loops.size(); i++) {
      ChannelFuture next = socket(i, address, true);
      if (!next.isSuccess()) {
        return next;
      }
    }
    begin();
    if (isEverywhere() && address.getAddress() instanceof Inet6Address) {
      ownIpv6Addresses().forEach(each -> openPlace(each, 0));
    }
    return first;
  }

  private void begin() {
    for (int i = 0; i < loops.size(); i++) {
      int at = i;
      loops.get(i).shared().loop().execute(() -> loops.get(at).add(flows.get(at)));
    }
  }

  /**
   * Takes sockets that are bound already, each to a loop by its slot, so that the system goes on
   * choosing the same for a client. They share the port from before, and none is added to them.
   */
  private ChannelFuture takeAll(List<ListeningSocket> inherited) {
    ChannelFuture last = take(inherited.getFirst());
    if (last.isSuccess()) {
      address = portOf(last.channel());
    }
    for (int i = 1; i < inherited.size() && last.isSuccess(); i++) {
      last = take(inherited.get(i));
    }
    begin();
    return last;
  }

  // An inherited socket that is an address's own may come first.
  private InetSocketAddress portOf(Channel socket) {
    int port = ((InetSocketAddress) socket.localAddress()).getPort();
    return new InetSocketAddress(address.getAddress(), port);
  }

  private ChannelFuture take(ListeningSocket inherited) {
    int loop = inherited.name().slot() % loops.size();
    Optional<InetAddress> own = addressOf(inherited.name().local());
    InetAddress at = own.orElse(address.getAddress());
    ChannelFuture taken =
        bootstrap(loop, at, true, inherited.name())
            .channelFactory(
                loops.getFirst().shared().transport().datagramsOf(inherited.descriptor()))
            .register()
            .awaitUninterruptibly();
    if (taken.isSuccess() && own.isPresent()) {
      EventLoop thread = loops.get(loop).shared().loop();
      thread.execute(() -> places.get(loop).opened(at, taken.channel()));
    }
    return taken;
  }

  private static Optional<InetAddress> addressOf(String local) {
    return local.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(local));
  }

  private boolean isNative() {
    return loops.getFirst().shared().transport().isNative();
  }

  private boolean isEverywhere() {
    return isNative() && address.getAddress().isAnyLocalAddress();
  }

  private void share(Channel socket) {
    if (isNative()) {
      socket.config().setOption(UnixChannelOption.SO_REUSEPORT, true);
    }
  }

  private ChannelFuture socket(int loop, InetSocketAddress at, boolean shared) {
    return start(loop, at, shared).awaitUninterruptibly();
  }

  private ChannelFuture start(int index, InetSocketAddress at, boolean shared) {
    String own =
        at.getAddress().equals(address.getAddress()) ? "" : at.getAddress().getHostAddress();
    return bootstrap(index, at.getAddress(), shared, new SocketName(key, index, own))
        .channelFactory(loops.get(index).shared().transport().datagramsAt(at.getAddress()))
        .bind(at);
  }

  private Bootstrap bootstrap(int index, InetAddress at, boolean shared, SocketName socket) {
    DatagramLoop loop = loops.get(index);
    boolean everywhere = at.isAnyLocalAddress();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.shared().loop())
            .option(ChannelOption.AUTO_READ, serving)
            .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
            .option(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .option(ChannelOption.RECVBUF_ALLOCATOR, loop.buffers().singles())
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    SocketNames.name(channel, socket);
                    sockets.add(channel);
                    channel
                        .pipeline()
                        .addLast(
                            "clients",
                            new ClientReader(
                                flows.get(index), places.get(index), elsewhere, socket));
                  }
                });
    if (isNative()) {
      bootstrap.option(UnixChannelOption.SO_REUSEPORT, shared);
      if (everywhere) {
        // Netty tells where a datagram was sent to only of those that it reads one by one.
        bootstrap.option(EpollChannelOption.IP_RECVORIGDSTADDR, true);
      } else {
        bootstrap
            .option(ChannelOption.RECVBUF_ALLOCATOR, loop.buffers().batches())
            .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, ReadBuffers.MAX_DATAGRAM_BYTES);
      }
    }
    return bootstrap;
  }

  /**
   * Gives an address a socket on every loop, in the same order as the port's own: so the system
   * chooses the same loop for a client whether or not the address has sockets of its own.
   */
  private boolean placeWanted(InetAddress local) {
    boolean everywhere = isEverywhere();
    if (everywhere) {
      openPlace(local, 0);
    }
    return everywhere;
  }

  private void openPlace(InetAddress local, int index) {
    if (index < loops.size()) {
      loops
          .get(index)
          .shared()
          .loop()
          .execute(
              () ->
                  start(index, new InetSocketAddress(local, address.getPort()), true)
                      .addListener(
                          (ChannelFuture bound) -> {
                            if (bound.isSuccess()) {
                              places.get(index).opened(local, bound.channel());
                            } else {
                              places.get(index).notOpened(local);
                            }
                            openPlace(local, index + 1);
                          }));
    }
  }

  /** Of IPv6 Netty does not tell where a datagram was sent to, so each address gets its sockets. */
  private static List<InetAddress> ownIpv6Addresses() {
    try (Stream<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()) {
      return interfaces
          .flatMap(NetworkInterface::inetAddresses)
          .filter(each -> each instanceof Inet6Address && !each.isLinkLocalAddress())
          .limit(LocalPlaces.MAX_PLACES / 2)
          .toList();
    } catch (SocketException e) {
      return List.of();
    }
  }

  /** Where it is bound. */
  public InetSocketAddress address() {
    return address;
  }

  /** Its sockets that can be passed on, one slot after the other. Any thread. */
  public List<ListeningSocket> sockets() {
    return sockets.stream()
        .flatMap(each -> SocketNames.of(each).stream())
        .sorted(Comparator.comparingInt(each -> each.name().slot()))
        .toList();
  }

  /** Takes datagrams from now on, if it did not before. */
  public void beginServing() {
    serving = true;
    sockets.forEach(each -> each.config().setAutoRead(true));
  }

  /** Leaves the sockets to another process; answers of its flows still leave through them. */
  public void stepAside() {
    serving = false;
    sockets.forEach(each -> each.config().setAutoRead(false));
  }

  /** How many flows there are. Any thread. */
  public int open() {
    return flows.stream().mapToInt(PortFlows::open).sum();
  }

  /** The flows, those included that an older process goes on serving; waits for the loops. */
  public List<FlowName> flowNames() {
    List<FlowName> names = new ArrayList<>(elsewhere.names());
    for (int i = 0; i < loops.size(); i++) {
      PortFlows at = flows.get(i);
      names.addAll(
          loops.get(i).shared().loop().submit(() -> at.names(key)).awaitUninterruptibly().getNow());
    }
    return names;
  }

  /** Tells of each flow that ends from now on; called on event loops. */
  public void onEnded(Consumer<FlowName> told) {
    for (int i = 0; i < loops.size(); i++) {
      PortFlows at = flows.get(i);
      loops.get(i).shared().loop().execute(() -> at.onEnded(peer -> told.accept(peer.name(key))));
    }
    elsewhere.onForgotten(told);
  }

  /** Datagrams of these flows go to another process, until it says that they have ended. */
  public FlowsElsewhere elsewhere() {
    return elsewhere;
  }

  /**
   * A datagram that another process has read from one of the sockets. Any thread.
   *
   * @param packet released here
   */
  public void inject(SocketName name, DatagramPacket packet) {
    Optional<Channel> socket =
        sockets.stream()
            .filter(each -> SocketNames.nameOf(each).filter(name::equals).isPresent())
            .findFirst();
    if (socket.isEmpty()) {
      packet.release();
      return;
    }
    Channel channel = socket.get();
    channel
        .eventLoop()
        .execute(() -> channel.pipeline().fireChannelRead(packet).fireChannelReadComplete());
  }

  /** Its listener has this name from the next table on. */
  public void follow(Listener listener) {
    name = listener.name();
  }

  /** The listener's name. */
  public String name() {
    return name;
  }

  /** Its flows, loop by loop. */
  public List<Guest> guests() {
    List<Guest> guests = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      guests.add(new Guest(loops.get(i).shared().loop(), flows.get(i)::told));
    }
    return guests;
  }

  private void loopDrained() {
    if (draining.decrementAndGet() == 0) {
      sockets.close();
    }
  }

  /** Takes no new flows; those that are there end when they are quiet, or when they are cut. */
  public void retire() {
    for (int i = 0; i < loops.size(); i++) {
      loops.get(i).shared().loop().execute(flows.get(i)::drain);
    }
  }

  /** Whether it was retired and its sockets are closed. Any thread. */
  public boolean isDrained() {
    return draining.get() <= 0 && sockets.isEmpty();
  }

  /** Ends what did not end in time, and waits for the sockets to be closed. */
  public void cut() {
    for (int i = 0; i < loops.size(); i++) {
      loops.get(i).shared().loop().execute(flows.get(i)::cut);
    }
    sockets.newCloseFuture().awaitUninterruptibly(1_000);
  }
}
