package io.webgateway.bench.change.visit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.webgateway.bench.change.talk.Asking;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One connection of http2 inside TLS with several requests at a time; makes another one when it
 * ends or is told to go away.
 */
final class Http2Visitor implements Visitor {
  private static final long HANDSHAKE_SECONDS = 10;

  private final Notes notes;
  private final Target target;
  private final Pace pace;
  private final int streams;
  private final long bytes;
  private final Http2Loop loop;
  private long seed;
  private final Map<Asking, Long> underWay = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  /**
   * A visitor.
   *
   * @param streams requests at each moment
   * @param seed where the contents that it asks for begin
   * @param bytes of each answer
   */
  Http2Visitor(
      Notes notes, Target target, Pace pace, int streams, long seed, long bytes, Http2Loop loop) {
    this.notes = notes;
    this.target = target;
    this.pace = pace;
    this.streams = streams;
    this.seed = seed;
    this.bytes = bytes;
    this.loop = loop;
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public long oldestNanos() {
    return underWay.isEmpty() ? Long.MAX_VALUE : Collections.min(underWay.values());
  }

  @Override
  public void run() {
    Optional<Http2Connection> open = Optional.empty();
    while (!stopped) {
      LockSupport.parkNanos(pace.untilNextNanos());
      open = open.filter(Http2Connection::isUsable).or(this::connected);
      for (int i = 0; i < streams && open.isPresent(); i++) {
        open.get().ask(new Asking(seed++, bytes, 0));
      }
    }
    open.ifPresent(connection -> connection.leave(Http1Visitor.PATIENCE_MILLIS));
  }

  private Optional<Http2Connection> connected() {
    Http2Connection connection = new Http2Connection(notes, target, underWay, this::again);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.group())
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    prepare(channel, connection);
                  }
                });
    ChannelFuture connecting =
        bootstrap
            .connect(InetAddress.getLoopbackAddress(), target.tlsPort())
            .awaitUninterruptibly();
    Channel channel = connecting.channel();
    try {
      if (!connecting.isSuccess()) {
        throw new IOException(connecting.cause());
      }
      shakeHands(channel);
      notes.connected(((InetSocketAddress) channel.localAddress()).getPort());
      connection.begins(channel);
      return Optional.of(connection);
    } catch (IOException e) {
      channel.close();
      notes.fault(Fault.REFUSED, Notes.words(e));
      return Optional.empty();
    }
  }

  private void prepare(Channel channel, Http2Connection connection) {
    channel
        .pipeline()
        .addLast("tls", loop.tls().newHandler(channel.alloc(), target.host(), target.tlsPort()))
        .addLast(
            Http2FrameCodecBuilder.forClient()
                .initialSettings(Http2Settings.defaultSettings().pushEnabled(false))
                .build())
        .addLast(new Http2MultiplexHandler(new Http2Connection.NoPush()))
        .addLast(connection.whole());
  }

  private static void shakeHands(Channel channel) throws IOException {
    SslHandler tls = Objects.requireNonNull(channel.pipeline().get(SslHandler.class));
    Future<Channel> shaken = tls.handshakeFuture();
    if (!shaken.awaitUninterruptibly(HANDSHAKE_SECONDS, TimeUnit.SECONDS) || !shaken.isSuccess()) {
      throw new IOException("no handshake", shaken.cause());
    }
    if (!ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
      throw new IOException("no http2 here, but " + tls.applicationProtocol());
    }
  }

  /** What the gateway did not begin is asked again, as it allows. */
  private void again(Asking asking) {
    if (stopped) {
      return;
    }
    Thread.ofVirtual()
        .start(() -> connected().ifPresent(connection -> connection.askAloneAndLeave(asking)));
  }
}
