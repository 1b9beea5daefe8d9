package io.webgateway.bench.change.visit;

import io.webgateway.bench.change.talk.Asking;
import io.webgateway.bench.change.talk.Content;
import io.webgateway.bench.change.talk.Head;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One connection of HTTP/1.1 that stays open, with one request at a time. */
final class Http1Visitor implements Visitor {
  /** Longer than any gateway here holds a request. */
  static final int PATIENCE_MILLIS = 40_000;

  private final Notes notes;
  private final String host;
  private final int port;
  private final Pace pace;
  private final long bytes;
  private final long bytesPerSecond;
  private final byte[] buffer = new byte[16 * 1024];
  private long seed;
  private volatile long sentNanos = Long.MAX_VALUE;
  private volatile boolean stopped;

  /**
   * A visitor.
   *
   * @param pace of its requests
   * @param seed where the contents that it asks for begin
   * @param each what it asks for each time; its seed is not looked at
   */
  Http1Visitor(Notes notes, Target target, Pace pace, long seed, Asking each) {
    this.notes = notes;
    this.host = target.host();
    this.port = target.httpPort();
    this.pace = pace;
    this.bytes = each.bytes();
    this.bytesPerSecond = each.bytesPerSecond();
    this.seed = seed;
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public long oldestNanos() {
    return sentNanos;
  }

  @Override
  public void run() {
    while (!stopped) {
      Socket socket;
      try {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (IOException e) {
        notes.fault(Fault.REFUSED, Notes.words(e));
        LockSupport.parkNanos(pace.intervalNanos());
        continue;
      }
      try (socket) {
        socket.setTcpNoDelay(true);
        notes.connected(socket.getLocalPort());
        converse(socket);
      } catch (IOException e) {
        notes.fault(Fault.DROPPED, Notes.words(e));
      }
    }
  }

  private void converse(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    while (!stopped) {
      if (!isQuiet(socket, in)) {
        return;
      }
      sentNanos = System.nanoTime();
      boolean goesOn = ask(socket, in, sentNanos);
      sentNanos = Long.MAX_VALUE;
      if (!goesOn) {
        return;
      }
    }
  }

  /** Waits for the next moment; whether the connection is still there then. */
  private boolean isQuiet(Socket socket, InputStream in) throws IOException {
    long millis = TimeUnit.NANOSECONDS.toMillis(pace.untilNextNanos());
    socket.setSoTimeout((int) Math.max(1, millis));
    try {
      if (in.read() < 0) {
        notes.fault(Fault.DROPPED, "closed between requests");
      } else {
        notes.fault(Fault.WRONG, "bytes that nobody asked for");
      }
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }

  /** Asks once; whether the connection goes on. */
  private boolean ask(Socket socket, InputStream in, long sent) {
    Asking asking = new Asking(seed++, bytes, bytesPerSecond);
    String backend = "";
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request(asking));
      Head head = Head.read(in);
      if (head.status() != 200) {
        notes.fault(Fault.STATUS, sent, backend, head.first());
        in.skipNBytes(Math.max(0, head.length()));
        return !head.closes() && head.length() >= 0;
      }
      backend = head.field(Head.BACKEND).orElse("");
      if (head.length() != bytes || !isRight(in, asking)) {
        notes.fault(Fault.WRONG, sent, backend, "not the content of " + asking.path());
        return false;
      }
      notes.answered(sent);
      if (head.closes()) {
        notes.asked();
        return false;
      }
      return true;
    } catch (SocketTimeoutException e) {
      notes.fault(Fault.LATE, sent, backend, "no answer in " + PATIENCE_MILLIS + " ms");
    } catch (IOException e) {
      notes.fault(Fault.BROKEN, sent, backend, Notes.words(e));
    }
    return false;
  }

  private byte[] request(Asking asking) {
    return ("GET " + asking.path() + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private boolean isRight(InputStream in, Asking asking) throws IOException {
    boolean isRight = true;
    for (long position = 0; position < bytes; ) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, bytes - position));
      if (count < 0) {
        throw new EOFException("after " + position + " of " + bytes + " bytes");
      }
      isRight &= Content.matches(asking.seed(), position, buffer, count);
      position += count;
    }
    return isRight;
  }
}
