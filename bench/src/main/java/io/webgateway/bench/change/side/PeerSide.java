package io.webgateway.bench.change.side;

import io.webgateway.bench.BenchException;
import io.webgateway.bench.change.sample.Ports;
import io.webgateway.bench.change.talk.Head;
import io.webgateway.bench.change.visit.Target;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A peer, changed by another file of settings and its reload. Each configuration bears a number in
 * a field of its answers, so that it is known when one holds.
 */
public final class PeerSide implements Side {
  private static final int PATIENCE_SECONDS = 30;

  private final Peer peer;
  private final Place place;
  private final RandomGenerator random;
  private final Set<Long> masters = new LinkedHashSet<>();
  private Target target = new Target(Place.HOST, 0, 0, 0, 0);
  private Ports backend = new Ports(0, 0, 0);
  private long pid;
  private int edits;

  private PeerSide(Peer peer, Place place, RandomGenerator random) {
    this.peer = peer;
    this.place = place;
    this.random = random;
  }

  /** One of nginx, haproxy and caddy, not started yet. */
  public static PeerSide named(String name, Place place, RandomGenerator random) {
    Peer peer =
        switch (name) {
          case "nginx" -> new Peer.Nginx();
          case "haproxy" -> new Peer.Haproxy();
          case "caddy" -> new Peer.Caddy();
          default -> throw new BenchException("there is no peer " + name);
        };
    return new PeerSide(peer, place, random);
  }

  @Override
  public String name() {
    return peer.name();
  }

  @Override
  public String version() throws IOException, InterruptedException {
    return Place.command(Map.of(), peer.version()).lines().findFirst().orElse("").trim();
  }

  @Override
  public Set<Change> changes() {
    Set<Change> known = EnumSet.of(Change.EDITS, Change.MOVES);
    if (peer.upgrades()) {
      known.add(Change.UPGRADES);
    }
    return known;
  }

  @Override
  public Target start(Ports first) throws IOException, InterruptedException {
    List<Integer> free = Ports.free(4, random);
    target =
        new Target(
            Place.HOST,
            free.get(0),
            free.get(1),
            peer.forwardsTcp() ? free.get(2) : 0,
            peer.forwardsUdp() ? free.get(3) : 0);
    backend = first;
    Path log = place.folder().resolve(peer.name() + ".log");
    Process started = place.programs().start(peer.start(settings()), Map.of(), log);
    pid = peer.pid(started.pid(), place.folder());
    masters.add(pid);
    awaitEdit();
    return target;
  }

  @Override
  public String edit() throws IOException, InterruptedException {
    edits++;
    peer.reload(pid, settings());
    awaitEdit();
    return "edit " + edits;
  }

  @Override
  public void point(Ports next) throws IOException, InterruptedException {
    backend = next;
    edit();
  }

  @Override
  public void upgrade() throws IOException, InterruptedException {
    edits++;
    settings();
    pid = peer.upgrade(pid, place.folder());
    masters.add(pid);
    awaitEdit();
  }

  @Override
  public long processes() {
    return running().count();
  }

  private Stream<ProcessHandle> running() {
    return masters.stream()
        .flatMap(master -> ProcessHandle.of(master).stream())
        .flatMap(master -> Stream.concat(Stream.of(master), master.descendants()))
        .filter(ProcessHandle::isAlive)
        .distinct();
  }

  private Path settings() throws IOException {
    return place.settings(
        peer.template(),
        Map.of(
            "PORT", Integer.toString(target.httpPort()),
            "TLS_PORT", Integer.toString(target.tlsPort()),
            "TCP_PORT", Integer.toString(target.tcpPort()),
            "UDP_PORT", Integer.toString(target.udpPort()),
            "HTTP", Integer.toString(backend.http()),
            "TCP", Integer.toString(backend.tcp()),
            "UDP", Integer.toString(backend.udp()),
            "EDIT", Integer.toString(edits)));
  }

  /** Waits until a new connection is served by the configuration with the last number. */
  private void awaitEdit() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!holds()) {
      if (System.nanoTime() > end) {
        Path log = place.folder().resolve(peer.name() + ".log");
        throw new BenchException(
            peer.name() + " does not serve edit " + edits + ":\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private boolean holds() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.httpPort())) {
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(2));
      String request = "GET / HTTP/1.1\r\nHost: " + target.host() + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      Head head = Head.read(new BufferedInputStream(socket.getInputStream()));
      return head.field("x-edit").filter(Integer.toString(edits)::equals).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends every process that was started for it. */
  @Override
  public void close() {
    running().toList().forEach(ProcessHandle::destroyForcibly);
  }
}
