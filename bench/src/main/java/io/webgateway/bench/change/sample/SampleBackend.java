package io.webgateway.bench.change.sample;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A backend on three ports: contents and WebSocket, lines, datagrams. Whatever it says bears its
 * name. Thread-safe.
 */
public final class SampleBackend implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final String name;
  private final Ports ports;
  private final ServerSocket http;
  private final ServerSocket tcp;
  private final DatagramSocket udp;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answering = new AtomicInteger();
  private volatile boolean closed;

  private SampleBackend(String name, Ports ports) throws IOException {
    this.name = name;
    this.ports = ports;
    InetAddress here = InetAddress.getLoopbackAddress();
    http = new ServerSocket(ports.http(), BACKLOG, here);
    tcp = new ServerSocket(ports.tcp(), BACKLOG, here);
    udp = new DatagramSocket(ports.udp(), here);
  }

  /** One way to talk on a connection, until its end. */
  private interface Talk {
    void hold(InputStream in, OutputStream out) throws IOException;
  }

  /** Starts one. */
  public static SampleBackend start(String name, Ports ports) throws IOException {
    SampleBackend backend = new SampleBackend(name, ports);
    HttpTalk web = new HttpTalk(name, backend.answering);
    Thread.ofVirtual().start(() -> backend.accept(backend.http, web::hold));
    Thread.ofVirtual().start(() -> backend.accept(backend.tcp, backend::echoLines));
    Thread.ofVirtual().start(backend::echoDatagrams);
    return backend;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Where it listens. */
  public Ports ports() {
    return ports;
  }

  /**
   * Waits until no answer of HTTP is under way, as an orderly end does.
   *
   * @return whether that came true
   */
  public boolean awaitQuiet(long limitSeconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitSeconds);
    while (answering.get() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    return answering.get() == 0;
  }

  /** Ends it at once, as the system ends the sockets of a program that was killed. */
  @Override
  public void close() {
    closed = true;
    end(http);
    end(tcp);
    udp.close();
    open.forEach(SampleBackend::end);
  }

  private void accept(ServerSocket listening, Talk talk) {
    while (!closed) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        if (closed) {
          end(socket);
        }
        Thread.ofVirtual().start(() -> hold(socket, talk));
      } catch (IOException e) {
        if (!closed) {
          throw new IllegalStateException(name + " cannot accept", e);
        }
      }
    }
  }

  private void hold(Socket socket, Talk talk) {
    try (socket) {
      socket.setTcpNoDelay(true);
      talk.hold(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
    } catch (IOException e) {
      // The other side has gone, or we have been ended.
    } finally {
      open.remove(socket);
    }
  }

  private void echoLines(InputStream in, OutputStream out) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        out.write((line + " " + name + "\n").getBytes(StandardCharsets.US_ASCII));
        line.setLength(0);
      } else {
        line.append((char) b);
      }
    }
  }

  private void echoDatagrams() {
    DatagramPacket packet = new DatagramPacket(new byte[512], 512);
    byte[] suffix = (" " + name).getBytes(StandardCharsets.US_ASCII);
    while (!closed) {
      try {
        packet.setLength(512);
        udp.receive(packet);
        byte[] answer = new byte[packet.getLength() + suffix.length];
        System.arraycopy(packet.getData(), 0, answer, 0, packet.getLength());
        System.arraycopy(suffix, 0, answer, packet.getLength(), suffix.length);
        udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        // It has been ended, or nobody is there any more who would hear the answer.
      }
    }
  }

  private static void end(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
