package io.webgateway.agent.proxy.listener;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.webgateway.agent.proxy.datagram.DatagramLoop;
import io.webgateway.agent.proxy.datagram.DatagramPort;
import io.webgateway.agent.proxy.exchange.LoopContext;
import io.webgateway.agent.proxy.succession.InheritedSockets;
import io.webgateway.agent.proxy.succession.ListeningSocket;
import io.webgateway.agent.proxy.succession.SocketKeeper;
import io.webgateway.agent.proxy.succession.SocketName;
import io.webgateway.agent.proxy.transport.BulkBuffers;
import io.webgateway.agent.proxy.transport.Guest;
import io.webgateway.agent.proxy.transport.SocketNames;
import io.webgateway.agent.proxy.transport.Transport;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.drain.DrainScope;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sockets that are bound. A listener that stays is not touched, not even when its name or
 * protocol changes. Confined to the thread that applies tables; blocks it while binding.
 */
public final class ListenerSet {
  private static final int ACCEPT_BACKLOG = 4096;

  private final Transport transport;
  private final Map<EventLoop, LoopContext> loops;
  private final Map<String, BoundListener> byKey = new HashMap<>();
  private final List<BoundListener> retired = new ArrayList<>();
  private final List<BoundListener> fresh = new ArrayList<>();
  private final long seed;
  private final InheritedSockets inherited;
  private final SocketKeeper keeper;
  private boolean serving;

  /**
   * No socket yet but those that were inherited.
   *
   * @param seed of hashes, so that nobody can choose addresses that share one
   * @param inherited taken instead of being bound
   * @param keeper told which sockets there are, while they serve
   */
  public ListenerSet(
      Transport transport,
      Map<EventLoop, LoopContext> loops,
      long seed,
      InheritedSockets inherited,
      SocketKeeper keeper) {
    this.transport = transport;
    this.loops = loops;
    this.seed = seed;
    this.inherited = inherited;
    this.keeper = keeper;
    this.serving = !inherited.isQuiet();
  }

  /** All sockets that listen, and can be passed on. */
  public List<ListeningSocket> sockets() {
    return byKey.values().stream().flatMap(each -> each.sockets().stream()).toList();
  }

  /** Takes what comes from now on, if it did not before; closes what no listener inherited. */
  public void beginServing() {
    serving = true;
    inherited.closeRest();
    byKey.values().forEach(BoundListener::beginServing);
    keep();
  }

  /** The table of what was bound serves: who waits there may come in. */
  public void open() {
    if (serving) {
      fresh.forEach(BoundListener::beginServing);
    }
    fresh.clear();
  }

  /** Tells who keeps sockets beyond this process which ones there are now. */
  public void keep() {
    if (serving) {
      keeper.keep(sockets());
    }
  }

  /** Takes nothing new from the sockets, which stay open; what is under way goes on. */
  public void stepAside() {
    byKey.values().forEach(BoundListener::stepAside);
  }

  /** Closes the sockets that nothing under way needs; another process has them. */
  public void letGo() {
    byKey.values().forEach(BoundListener::letGo);
  }

  /** How many connections and flows are under way. */
  public int underWay() {
    return Stream.concat(byKey.values().stream(), retired.stream())
        .mapToInt(BoundListener::underWay)
        .sum();
  }

  /** The ports of datagrams that are bound, by the listener's name in any process of the node. */
  public Map<String, DatagramPort> datagramPorts() {
    Map<String, DatagramPort> ports = new HashMap<>();
    byKey.forEach(
        (key, listener) -> {
          if (listener instanceof DatagramListener datagrams) {
            ports.put(key, datagrams.port());
          }
        });
    return ports;
  }

  /**
   * Binds what is missing; answers the state of each listener by name. Who comes to a new one waits
   * until {@link #open} is called.
   */
  public Map<String, ListenerState> bind(List<Listener> wanted) {
    Map<String, ListenerState> states = new LinkedHashMap<>();
    for (Listener listener : wanted) {
      states.put(listener.name(), bind(listener));
    }
    return states;
  }

  private ListenerState bind(Listener listener) {
    BoundListener existing = byKey.get(keyOf(listener));
    if (existing != null) {
      existing.follow(listener);
      return new ListenerState.Bound(existing.address());
    }
    return switch (listener.protocol()) {
      case HTTP, HTTPS, TCP -> bindStream(listener);
      case UDP -> bindDatagrams(listener);
    };
  }

  private ListenerState bindStream(Listener listener) {
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    ConnectionOpener opener = new ConnectionOpener(loops, connections, listener);
    ServerBootstrap bootstrap = new ServerBootstrap();
    List<ListeningSocket> open = inherited.take(keyOf(listener));
    if (listener.protocol() == Listener.Protocol.TCP) {
      bootstrap.childOption(ChannelOption.RECVBUF_ALLOCATOR, BulkBuffers.reads());
    }
    bootstrap
        .group(transport.group())
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childHandler(opener);
    ChannelFuture bound = listen(bootstrap, listener, open).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      return new ListenerState.Failed(problem(listener, bound.cause()));
    }
    SocketNames.name(bound.channel(), SocketName.of(keyOf(listener)));
    BoundListener fresh = new StreamListener(bound.channel(), connections, opener);
    add(keyOf(listener), fresh);
    return new ListenerState.Bound(fresh.address());
  }

  private void add(String key, BoundListener listener) {
    byKey.put(key, listener);
    fresh.add(listener);
  }

  private ChannelFuture listen(
      ServerBootstrap bootstrap, Listener listener, List<ListeningSocket> open) {
    return open.isEmpty()
        ? bootstrap
            .channelFactory(transport.serversAt(listener.address().getAddress()))
            .bind(listener.address())
        : bootstrap.channelFactory(transport.serverOf(open.getFirst().descriptor())).register();
  }

  private ListenerState bindDatagrams(Listener listener) {
    cutRetiredAt(listener.address());
    String key = keyOf(listener);
    List<DatagramLoop> all = loops.values().stream().map(LoopContext::datagrams).toList();
    DatagramPort.Start start = new DatagramPort.Start(key, inherited.take(key));
    return switch (DatagramPort.bind(listener, all, seed, start)) {
      case DatagramPort.Binding.Bound bound -> {
        add(keyOf(listener), new DatagramListener(bound.port()));
        yield new ListenerState.Bound(bound.port().address());
      }
      case DatagramPort.Binding.Failed failed ->
          new ListenerState.Failed(problem(listener, failed.cause()));
    };
  }

  /** Unlike a listening socket of TCP, one of UDP is needed until its last flow has ended. */
  private void cutRetiredAt(InetSocketAddress address) {
    for (BoundListener each : retired) {
      if (each instanceof DatagramListener && each.address().equals(address)) {
        each.cut();
      }
    }
  }

  /** Unbinds what a table no longer has; exchanges under way end in peace. */
  public void retireAllBut(List<Listener> wanted) {
    Set<String> gone = new HashSet<>(byKey.keySet());
    wanted.forEach(listener -> gone.remove(keyOf(listener)));
    retired.removeIf(BoundListener::isDrained);
    for (String key : gone) {
      BoundListener listener = byKey.remove(key);
      if (listener != null) {
        listener.retire();
        retired.add(listener);
      }
    }
  }

  /** Who is there, by what a drain is of; those of retired listeners too. */
  public List<Guest> guests(DrainScope scope) {
    List<Guest> guests = new ArrayList<>();
    for (BoundListener listener : byKey.values()) {
      if (!(scope instanceof DrainScope.OfListener only) || only.name().equals(listener.name())) {
        guests.addAll(listener.guests());
      }
    }
    if (!(scope instanceof DrainScope.OfListener)) {
      retired.forEach(listener -> guests.addAll(listener.guests()));
    }
    return guests;
  }

  /** Whether there is a listener of a name. */
  public boolean has(String name) {
    return byKey.values().stream().anyMatch(listener -> listener.name().equals(name));
  }

  /** Newcomers should leave after one exchange where a drain is going on, and only there. */
  public void draining(Set<DrainScope> scopes) {
    boolean all = scopes.contains(new DrainScope.Node());
    for (BoundListener listener : byKey.values()) {
      listener.draining(all || scopes.contains(new DrainScope.OfListener(listener.name())));
    }
  }

  /** Whether nothing that came through a retired listener is under way. */
  public boolean isDrained() {
    return retired.stream().allMatch(BoundListener::isDrained);
  }

  /** Ends what did not end in time. */
  public void cutRetired() {
    retired.forEach(BoundListener::cut);
  }

  /**
   * TCP and UDP have a space of ports each. With port 0 a listener is known by its name, for two of
   * them are two sockets.
   */
  private static String keyOf(Listener listener) {
    InetSocketAddress address = listener.address();
    String socket = (listener.isDatagrams() ? "udp " : "tcp ") + address;
    return address.getPort() == 0 ? socket + " " + listener.name() : socket;
  }

  private static String problem(Listener listener, Throwable cause) {
    String address = listener.address().getHostString() + ":" + listener.address().getPort();
    String message = String.valueOf(cause.getMessage());
    if (message.contains("in use")) {
      return "Another program listens on " + address + ".";
    }
    if (message.contains("ermission denied")) {
      return "This program may not listen on " + address + ".";
    }
    return "Cannot listen on " + address + ": " + message + ".";
  }
}
