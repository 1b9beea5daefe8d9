package io.webgateway.agent.proxy.datagram;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.webgateway.agent.proxy.datagram.FlowBackends.Choice;
import io.webgateway.agent.proxy.upstream.ConnectOutcome;
import io.webgateway.agent.proxy.upstream.UpstreamConnector.Location;
import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.flow.Flow;
import io.webgateway.agent.routing.flow.FlowLoss;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses endpoints for flows and opens a connected socket to each; an endpoint that has no address
 * or may not be sent to is passed over for the next. Confined to the event loop.
 */
final class FlowUpstreams {
  /** Bytes that wait in one socket before datagrams are dropped: some tens of usual ones. */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(128 * 1024, 256 * 1024);

  private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

  private final DatagramLoop loop;
  private final Outcome outcome;

  /** Told what became of it, on the event loop, never before {@link #open} returns. */
  interface Outcome {
    void opened(Flow<FlowPeer> flow, int number, FlowPeer.Upstream upstream);

    void notOpened(Flow<FlowPeer> flow, int number, FlowLoss loss);

    /** What reads from the socket. */
    ChannelHandler reader(Flow<FlowPeer> flow, int number);
  }

  /**
   * One search.
   *
   * @param flow for which
   * @param number of its upstream
   * @param policy of the table it began under
   * @param tried endpoints that are passed over
   */
  private record Search(
      Flow<FlowPeer> flow, int number, BackendPolicy policy, List<Cluster.Endpoint> tried) {}

  FlowUpstreams(DatagramLoop loop, Outcome outcome) {
    this.loop = loop;
    this.outcome = outcome;
  }

  void open(Flow<FlowPeer> flow, int number) {
    DatagramLoop.Shared shared = loop.shared();
    List<Cluster.Endpoint> tried = new ArrayList<>(2);
    flow.refused().ifPresent(tried::add);
    Search search =
        new Search(flow, number, shared.live().current().routes().backendPolicy(), tried);
    // Not within the handling of an event, see UpstreamConnector.
    Runnable begin = () -> shared.loop().execute(() -> select(search, FlowLoss.NO_ENDPOINT));
    flow.peer().place().whenSettled(begin);
  }

  private void select(Search search, FlowLoss otherwise) {
    if (search.flow().isOver()) {
      return;
    }
    switch (loop.shared().backends().choose(search.flow(), search.tried())) {
      case Choice.Chosen chosen -> locate(search, chosen);
      case Choice.Full _ -> outcome.notOpened(search.flow(), search.number(), FlowLoss.OVERLOADED);
      case Choice.Exhausted _ -> outcome.notOpened(search.flow(), search.number(), otherwise);
    }
  }

  private void locate(Search search, Choice.Chosen chosen) {
    switch (chosen.endpoint()) {
      case Cluster.Endpoint.Address address ->
          loop.shared()
              .connector()
              .locate(
                  address.host(),
                  address.port(),
                  search.policy(),
                  location -> located(search, chosen, location));
    }
  }

  private void located(Search search, Choice.Chosen chosen, Location location) {
    switch (location) {
      case Location.Found found -> connect(search, chosen, found.address());
      case Location.Missing missing -> {
        boolean refused = missing.why() instanceof ConnectOutcome.Refused;
        passOver(search, chosen, refused ? FlowLoss.REFUSED_BY_POLICY : FlowLoss.NAME_NOT_RESOLVED);
      }
    }
  }

  private void passOver(Search search, Choice.Chosen chosen, FlowLoss loss) {
    chosen.done().run();
    loop.shared().backends().failed(search.flow(), chosen.endpoint(), words(loss));
    search.tried().add(chosen.endpoint());
    loop.shared().loop().execute(() -> select(search, loss));
  }

  private static String words(FlowLoss loss) {
    return switch (loss) {
      case REFUSED_BY_POLICY -> "The policy for backends allows none of its addresses.";
      case NAME_NOT_RESOLVED -> "Its name has no address.";
      case NO_ENDPOINT, OVERLOADED -> "No socket could be opened for it.";
    };
  }

  private void connect(Search search, Choice.Chosen chosen, InetSocketAddress address) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.shared().loop())
            .channelFactory(loop.shared().transport().datagramsAt(address.getAddress()))
            .disableResolver()
            .option(ChannelOption.RECVBUF_ALLOCATOR, loop.buffers().singles())
            .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .handler(outcome.reader(search.flow(), search.number()));
    if (loop.shared().transport().isNative()) {
      bootstrap
          .option(ChannelOption.RECVBUF_ALLOCATOR, loop.buffers().batches())
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, ReadBuffers.MAX_DATAGRAM_BYTES);
    }
    bootstrap
        .connect(address)
        .addListener(
            (ChannelFuture connected) -> {
              Channel channel = connected.channel();
              if (connected.isSuccess()) {
                outcome.opened(
                    search.flow(),
                    search.number(),
                    new FlowPeer.Upstream(channel, chosen.endpoint(), chosen.done()));
              } else {
                channel.close();
                passOver(search, chosen, FlowLoss.NO_ENDPOINT);
              }
            });
  }
}
