package io.webgateway.bench.change.sample;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The ports of a backend, all on loopback.
 *
 * @param http of HTTP/1.1 and WebSocket
 * @param tcp of lines
 * @param udp of datagrams
 */
public record Ports(int http, int tcp, int udp) {
  // Below those that the system gives to outgoing connections (32768 and up unless changed), so
  // that
  // a backend finds its port free when its turn comes.
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;

  /** Finds ports that nobody uses now, for several backends. */
  public static List<Ports> find(int backends, RandomGenerator random) throws IOException {
    List<Integer> free = free(3 * backends, random);
    List<Ports> all = new ArrayList<>();
    for (int i = 0; i < free.size(); i += 3) {
      all.add(new Ports(free.get(i), free.get(i + 1), free.get(i + 2)));
    }
    return all;
  }

  /** Finds so many ports, free for TCP and UDP. */
  public static List<Integer> free(int count, RandomGenerator random) throws IOException {
    List<Integer> free = new ArrayList<>();
    for (int tries = 0; free.size() < count; tries++) {
      int port = random.nextInt(LOWEST, HIGHEST);
      if (!free.contains(port) && isFree(port)) {
        free.add(port);
      } else if (tries > HIGHEST - LOWEST) {
        throw new IOException("there are no " + count + " free ports");
      }
    }
    return free;
  }

  private static boolean isFree(int port) {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket stream = new ServerSocket(port, 1, here);
        DatagramSocket datagrams = new DatagramSocket(port, here)) {
      return stream.isBound() && datagrams.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** All three. */
  public List<Integer> all() {
    return List.of(http, tcp, udp);
  }
}
