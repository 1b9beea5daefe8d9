package io.webgateway.bench.change.visit;

import io.webgateway.bench.change.talk.Asking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** All visitors together, from their start until they are closed. One thread's. */
public final class Crowd implements AutoCloseable {
  private static final long SMALL_BYTES = 1024;

  private final Diary diary = new Diary();
  private final Http2Loop loop = new Http2Loop();
  private final List<Visitor> visitors = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Set<Kind> kinds = new TreeSet<>();
  private final Target target;
  private final Load load;

  private Crowd(Target target, Load load) {
    this.target = target;
    this.load = load;
  }

  /** Lets them come. */
  public static Crowd start(Target target, Load load) {
    Crowd crowd = new Crowd(target, load);
    crowd.invite();
    for (Visitor visitor : crowd.visitors) {
      crowd.threads.add(Thread.ofVirtual().start(visitor));
    }
    return crowd;
  }

  private void invite() {
    for (int i = 0; i < load.http1(); i++) {
      Notes notes = notes(Kind.HTTP1, i);
      visitors.add(
          new Http1Visitor(
              notes, target, pace(i, load.http1()), seed(1, i), new Asking(0, SMALL_BYTES, 0)));
    }
    for (int i = 0; i < load.downloads(); i++) {
      Asking each =
          new Asking(
              0,
              (long) load.downloadSeconds() * load.downloadBytesPerSecond(),
              load.downloadBytesPerSecond());
      visitors.add(
          new Http1Visitor(
              notes(Kind.DOWNLOAD, i), target, pace(i, load.downloads()), seed(2, i), each));
    }
    for (int i = 0; i < load.webSockets(); i++) {
      visitors.add(
          new MessageVisitor(
              notes(Kind.WEBSOCKET, i),
              target.httpPort(),
              pace(i, load.webSockets()),
              () -> new WebSocketMessages(target.host())));
    }
    inviteToPorts();
  }

  private void inviteToPorts() {
    for (int i = 0; i < load.http2() && target.tlsPort() > 0; i++) {
      visitors.add(
          new Http2Visitor(
              notes(Kind.HTTP2, i),
              target,
              pace(i, load.http2()),
              load.http2Streams(),
              seed(3, i),
              SMALL_BYTES,
              loop));
    }
    for (int i = 0; i < load.tcp() && target.tcpPort() > 0; i++) {
      visitors.add(
          new MessageVisitor(
              notes(Kind.TCP, i), target.tcpPort(), pace(i, load.tcp()), Lines::new));
    }
    for (int i = 0; i < load.udp() && target.udpPort() > 0; i++) {
      visitors.add(new UdpVisitor(notes(Kind.UDP, i), target.udpPort(), pace(i, load.udp())));
    }
  }

  private Notes notes(Kind kind, int number) {
    kinds.add(kind);
    return new Notes(diary, kind, kind.label() + "-" + number);
  }

  private Pace pace(int number, int of) {
    return new Pace(load.perSecond(), number, of);
  }

  /** No two visitors ask for the same. */
  private static long seed(int kind, int number) {
    return (kind * 1_000L + number) * 1_000_000_000L;
  }

  /** Waits until each of them has a connection; answers whether that came true. */
  public boolean awaitAll(long limitSeconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitSeconds);
    while (ports().size() < visitors.size() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return ports().size() == visitors.size();
  }

  /**
   * Waits until whatever is under way was sent a moment ago: until then the fate of something is
   * open. Downloads may take as long as they are.
   *
   * @return whether that came true within the longest patience of any visitor
   */
  public boolean awaitSettled() {
    long young = TimeUnit.SECONDS.toNanos(2L + load.downloadSeconds());
    long end = System.nanoTime() + 2 * TimeUnit.MILLISECONDS.toNanos(Http1Visitor.PATIENCE_MILLIS);
    while (isOlder(young) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return !isOlder(young);
  }

  private boolean isOlder(long nanos) {
    long now = System.nanoTime();
    return visitors.stream()
        .mapToLong(Visitor::oldestNanos)
        .anyMatch(sent -> sent != Long.MAX_VALUE && now - sent > nanos);
  }

  /** What they have seen. */
  public Diary diary() {
    return diary;
  }

  /** The kinds that have come. */
  public Set<Kind> kinds() {
    return kinds;
  }

  /** The port of each visitor. */
  public Map<String, Integer> ports() {
    return diary.ports();
  }

  /** Lets them finish what is under way, and go. */
  @Override
  public void close() {
    visitors.forEach(Visitor::stop);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loop.close();
  }
}
