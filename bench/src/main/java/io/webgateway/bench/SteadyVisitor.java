package io.webgateway.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A modest visitor: some connections, each asking at fixed moments whether or not the answer before
 * was late. Latency counts from the moment at which the request was due, so waiting is not
 * forgotten.
 */
final class SteadyVisitor {
  private final int port;
  private final String host;
  private final int connections;
  private final int perSecondEach;

  SteadyVisitor(int port, String host, int connections, int perSecondEach) {
    this.port = port;
    this.host = host;
    this.connections = connections;
    this.perSecondEach = perSecondEach;
  }

  /**
   * What it saw.
   *
   * @param answers that were good
   * @param p50Micros half of them came within
   * @param p99Micros all but one in a hundred came within
   * @param bad answers other than 200, and connections that broke
   */
  record Seen(int answers, double p50Micros, double p99Micros, int bad) {}

  /** Visits for some seconds. */
  Seen visit(int seconds) throws InterruptedException {
    List<Turns> all = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Turns turns = new Turns(seconds * perSecondEach, i);
      all.add(turns);
      threads.add(Thread.ofPlatform().start(turns));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    long[] nanos =
        all.stream().flatMapToLong(t -> Arrays.stream(t.nanos, 0, t.good)).sorted().toArray();
    int bad = all.stream().mapToInt(t -> t.bad).sum();
    return new Seen(nanos.length, percentile(nanos, 50), percentile(nanos, 99), bad);
  }

  private static double percentile(long[] sortedNanos, int percent) {
    if (sortedNanos.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(sortedNanos.length * percent / 100.0);
    return sortedNanos[Math.max(0, rank - 1)] / 1e3;
  }

  /** One connection. */
  private final class Turns implements Runnable {
    private final long[] nanos;
    private final int number;
    private int good;
    private int bad;

    Turns(int count, int number) {
      this.nanos = new long[count];
      this.number = number;
    }

    @Override
    public void run() {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
        InputStream in = new BufferedInputStream(socket.getInputStream());
        byte[] request =
            ("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        long interval = TimeUnit.SECONDS.toNanos(1) / perSecondEach;
        long due = System.nanoTime() + interval * number / connections;
        for (int i = 0; i < nanos.length; i++, due += interval) {
          LockSupport.parkNanos(due - System.nanoTime());
          socket.getOutputStream().write(request);
          if (answered(in)) {
            nanos[good++] = System.nanoTime() - due;
          } else {
            bad++;
          }
        }
      } catch (IOException e) {
        bad++;
      }
    }
  }

  /** Reads one answer with a length; whether it is 200. */
  private static boolean answered(InputStream in) throws IOException {
    String status = line(in);
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    in.skipNBytes(length);
    return status.startsWith("HTTP/1.1 200 ");
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the connection ended");
      }
      line.append((char) b);
    }
    return line.toString().strip();
  }
}
