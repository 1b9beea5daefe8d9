package io.webgateway.agent.proxy.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.webgateway.agent.proxy.introduction.Introduction;
import io.webgateway.agent.proxy.transport.BulkBuffers;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.transport.Transport;
import io.webgateway.agent.proxy.upstream.tls.BackendHandshake;
import io.webgateway.agent.proxy.upstream.tls.TlsFault;
import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.BackendPolicy.Verdict;
import io.webgateway.agent.routing.policy.UpstreamProtocol.HttpVersion;
import io.webgateway.agent.routing.policy.UpstreamTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections of one event loop. A name is resolved without blocking, and the address that
 * came out is the one that the policy judges and the socket connects to, so a name cannot change
 * its mind in between. Confined to the event loop.
 */
public final class UpstreamConnector {
  private static final int HEADER_BYTES = 128;

  private final EventLoop loop;
  private final Transport transport;
  private final LiveTable live;
  private final DeadlineWheel wheel;
  private final ChannelGroup open;
  private @Nullable DnsNameResolver resolver;

  /** A connector for a loop. */
  public UpstreamConnector(
      EventLoop loop, Transport transport, LiveTable live, DeadlineWheel wheel) {
    this.loop = loop;
    this.transport = transport;
    this.live = live;
    this.wheel = wheel;
    this.open = new DefaultChannelGroup(loop);
  }

  /**
   * Connects; the outcome arrives on the event loop, maybe before this returns.
   *
   * @param connectTimeoutMillis for the connection and its TLS; resolving has its own limit of 5 s
   */
  public void connect(
      PoolKey key, BackendPolicy policy, long connectTimeoutMillis, Consumer<ConnectOutcome> then) {
    locate(
        key.host(),
        key.port(),
        policy,
        location -> {
          switch (location) {
            // Not within the handling of an event: the new socket could get the descriptor number
            // of one that was closed just now, and with it that one's events of the same batch.
            case Location.Found found ->
                loop.execute(() -> open(key, found.address(), connectTimeoutMillis, then));
            case Location.Missing missing -> then.accept(missing.why());
          }
        });
  }

  /** Where an endpoint may be reached. */
  public sealed interface Location {
    /** Here; the policy allows it. */
    record Found(InetSocketAddress address) implements Location {}

    /** Nowhere: it has no address, or none that is allowed. */
    record Missing(ConnectOutcome.NotConnected why) implements Location {}
  }

  /**
   * Finds an address that the policy allows; told on the event loop, maybe before this returns.
   *
   * @param host an IP literal without brackets, or a name
   */
  public void locate(String host, int port, BackendPolicy policy, Consumer<Location> then) {
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
    if (literal != null) {
      then.accept(judge(List.of(address(literal)), port, policy));
      return;
    }
    resolver()
        .resolveAll(host)
        .addListener(
            (Future<List<InetAddress>> resolved) ->
                then.accept(
                    resolved.isSuccess()
                        ? judge(resolved.getNow(), port, policy)
                        : new Location.Missing(new ConnectOutcome.Unresolved())));
  }

  private static Location judge(List<InetAddress> addresses, int port, BackendPolicy policy) {
    String refusal = "";
    for (InetAddress address : addresses) {
      switch (policy.decide(address, port)) {
        case Verdict.Allowed _ -> {
          return new Location.Found(new InetSocketAddress(address, port));
        }
        case Verdict.Refused refused -> refusal = refused.reason();
      }
    }
    return new Location.Missing(
        addresses.isEmpty()
            ? new ConnectOutcome.Unresolved()
            : new ConnectOutcome.Refused(refusal));
  }

  private void open(
      PoolKey key,
      InetSocketAddress address,
      long connectTimeoutMillis,
      Consumer<ConnectOutcome> then) {
    long startNanos = wheel.nowNanos();
    Consumer<ConnectOutcome> opened =
        outcome -> secure(key, outcome, startNanos, connectTimeoutMillis, then);
    Bootstrap bootstrap = new Bootstrap();
    if (key.protocol().http() == HttpVersion.NONE) {
      bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR, BulkBuffers.reads());
    }
    bootstrap
        .group(loop)
        .channelFactory(transport.socketsTo(address.getAddress()))
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeoutMillis)
        .handler(new Opening(open, opened))
        .connect(address)
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                then.accept(new ConnectOutcome.Failed(ConnectFault.of(connected.cause())));
              }
            });
  }

  private void secure(
      PoolKey key,
      ConnectOutcome outcome,
      long startNanos,
      long connectTimeoutMillis,
      Consumer<ConnectOutcome> then) {
    if (outcome instanceof ConnectOutcome.Connected connected
        && !(key.introduction() instanceof Introduction.None)) {
      introduce(connected.channel(), key.introduction());
    }
    if (outcome instanceof ConnectOutcome.Connected connected
        && key.protocol().tls() instanceof UpstreamTls.On on) {
      long usedMillis = (wheel.nowNanos() - startNanos) / 1_000_000L;
      BackendHandshake.begin(
          connected.channel(),
          live,
          new BackendHandshake.Peer(key.protocol(), on, key.host(), key.port()),
          connectTimeoutMillis - usedMillis,
          new BackendHandshake.Outcome() {
            @Override
            public void secured() {
              then.accept(connected);
            }

            @Override
            public void failed(TlsFault fault) {
              then.accept(new ConnectOutcome.TlsFailed(fault));
            }
          });
    } else {
      then.accept(outcome);
    }
  }

  /** Sent at once: a backend that speaks first waits for it. */
  private static void introduce(Channel channel, Introduction introduction) {
    ByteBuf header = channel.alloc().buffer(HEADER_BYTES);
    introduction.write(header);
    channel.writeAndFlush(header, channel.voidPromise());
  }

  /**
   * Ends all connections that it has opened, whoever has them; for the end of the event loop, which
   * would leave some of their TLS engines behind.
   *
   * @param then called on the event loop when all are closed
   */
  public void close(Runnable then) {
    open.close().addListener(closed -> loop.execute(then));
  }

  private DnsNameResolver resolver() {
    DnsNameResolver existing = resolver;
    if (existing == null) {
      existing =
          new DnsNameResolverBuilder(loop)
              .datagramChannelType(transport.datagrams())
              .queryTimeoutMillis(5_000)
              .searchDomains(List.of())
              .build();
      resolver = existing;
    }
    return existing;
  }

  private static InetAddress address(byte[] literal) {
    try {
      return InetAddress.getByAddress(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
    }
  }

  /** Hands the channel over as soon as it is open, before a byte is read. */
  private static final class Opening extends ChannelInboundHandlerAdapter {
    private final ChannelGroup open;
    private final Consumer<ConnectOutcome> then;

    Opening(ChannelGroup open, Consumer<ConnectOutcome> then) {
      this.open = open;
      this.then = then;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      open.add(ctx.channel());
      ctx.pipeline().remove(this);
      then.accept(new ConnectOutcome.Connected(ctx.channel()));
    }
  }
}
