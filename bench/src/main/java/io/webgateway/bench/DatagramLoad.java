package io.webgateway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A program of its own: clients that keep a number of datagrams under way on each of their ports,
 * and the backend that sends each back. Prints what came of it in one line: datagrams that came
 * back, datagrams that did not, seconds, and the times of half and of 99 in a hundred.
 */
final class DatagramLoad {
  private static final int SLOTS = 1_000_000;
  private static final long LOST_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final int window;
  private final ByteBuffer out;
  private final ByteBuffer in = ByteBuffer.allocateDirect(65_536);
  private final int[] micros = new int[SLOTS];
  private long answered;
  private long lost;

  private DatagramLoad(int window, int bytes) {
    this.window = window;
    this.out = ByteBuffer.allocateDirect(bytes);
  }

  /** One client's port. */
  private static final class Port {
    int underWay;
    long lastNanos;
  }

  /**
   * Runs.
   *
   * @param args port to send to, port of the backend, client ports, datagrams under way on each,
   *     bytes of each, seconds
   */
  public static void main(String[] args) throws IOException {
    int[] numbers = Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
    DatagramChannel backend = DatagramChannel.open();
    backend.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), numbers[1]));
    Thread.ofPlatform().daemon().start(() -> echo(backend));
    new DatagramLoad(numbers[3], numbers[4]).run(numbers[0], numbers[2], numbers[5]);
  }

  private static void echo(DatagramChannel channel) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
    try {
      while (true) {
        SocketAddress from = channel.receive(buffer.clear());
        channel.send(buffer.flip(), from);
      }
    } catch (IOException e) {
      // The end of the program.
    }
  }

  private void run(int port, int ports, int seconds) throws IOException {
    Selector selector = Selector.open();
    InetSocketAddress proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int i = 0; i < ports; i++) {
      DatagramChannel channel = DatagramChannel.open();
      channel.connect(proxy);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Port());
    }
    long startNanos = System.nanoTime();
    long endNanos = startNanos + TimeUnit.SECONDS.toNanos(seconds);
    long lookNanos = startNanos;
    while (System.nanoTime() < endNanos) {
      if (System.nanoTime() >= lookNanos) {
        lookNanos = System.nanoTime() + LOST_AFTER_NANOS / 2;
        for (SelectionKey key : selector.keys()) {
          refill(key, System.nanoTime());
        }
      }
      selector.select(this::read, 100);
    }
    double took = (System.nanoTime() - startNanos) / 1e9;
    System.out.printf(
        Locale.ROOT, "%d %d %.3f %d %d%n", answered, lost, took, percentile(50), percentile(99));
  }

  private void refill(SelectionKey key, long nowNanos) throws IOException {
    Port port = (Port) key.attachment();
    if (port.underWay > 0 && nowNanos - port.lastNanos > LOST_AFTER_NANOS) {
      lost += port.underWay;
      port.underWay = 0;
    }
    while (port.underWay < window) {
      send((DatagramChannel) key.channel(), port, nowNanos);
    }
  }

  private void send(DatagramChannel channel, Port port, long nowNanos) throws IOException {
    out.clear().putLong(0, nowNanos);
    port.underWay++;
    port.lastNanos = nowNanos;
    try {
      channel.write(out);
    } catch (PortUnreachableException e) {
      // Counted as lost when no answer comes.
    }
  }

  private void read(SelectionKey key) {
    try {
      Port port = (Port) key.attachment();
      DatagramChannel channel = (DatagramChannel) key.channel();
      while (channel.read(in.clear()) > 0) {
        long nowNanos = System.nanoTime();
        answered++;
        port.underWay--;
        micros[(int) Math.min(SLOTS - 1, (nowNanos - in.getLong(0)) / 1_000)]++;
        send(channel, port, nowNanos);
      }
    } catch (ClosedChannelException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      // A refusal that an earlier datagram met; it is counted as lost.
    }
  }

  private int percentile(int percent) {
    long wanted = answered * percent / 100;
    long seen = 0;
    for (int i = 0; i < SLOTS; i++) {
      seen += micros[i];
      if (seen >= wanted) {
        return i;
      }
    }
    return SLOTS;
  }
}
