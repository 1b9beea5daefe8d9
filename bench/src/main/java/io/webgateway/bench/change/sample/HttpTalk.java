package io.webgateway.bench.change.sample;

import io.webgateway.bench.change.talk.Asking;
import io.webgateway.bench.change.talk.Content;
import io.webgateway.bench.change.talk.Frame;
import io.webgateway.bench.change.talk.Head;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What a backend says over HTTP/1.1: contents, at the rate that was asked for, and WebSocket. */
final class HttpTalk {
  private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int PIECES_PER_SECOND = 20;
  private static final int LARGEST_PIECE = 64 * 1024;

  private final String name;
  private final AtomicInteger answering;

  /**
   * The talk of one backend.
   *
   * @param answering counts the answers under way
   */
  HttpTalk(String name, AtomicInteger answering) {
    this.name = name;
    this.answering = answering;
  }

  /** Until the peer ends the connection. */
  void hold(InputStream in, OutputStream out) throws IOException {
    while (true) {
      Head head = Head.read(in);
      if (head.field("upgrade").filter(value -> value.equalsIgnoreCase("websocket")).isPresent()) {
        echoMessages(head, in, out);
        return;
      }
      answering.incrementAndGet();
      try {
        answer(head.word(1), out);
      } finally {
        answering.decrementAndGet();
      }
    }
  }

  private void answer(String path, OutputStream out) throws IOException {
    Optional<Asking> asked = Asking.of(path);
    if (asked.isEmpty()) {
      // Probes of health, and the first visit of whoever waits for us.
      out.write(head("200 OK", 0));
      return;
    }
    Asking asking = asked.get();
    if (asking.bytesPerSecond() == 0) {
      byte[] head = head("200 OK", asking.bytes());
      byte[] whole = new byte[head.length + (int) asking.bytes()];
      byte[] body = new byte[(int) asking.bytes()];
      Content.fill(asking.seed(), 0, body, body.length);
      System.arraycopy(head, 0, whole, 0, head.length);
      System.arraycopy(body, 0, whole, head.length, body.length);
      out.write(whole);
      return;
    }
    out.write(head("200 OK", asking.bytes()));
    trickle(asking, out);
  }

  private static void trickle(Asking asking, OutputStream out) throws IOException {
    byte[] piece =
        new byte[Math.clamp(asking.bytesPerSecond() / PIECES_PER_SECOND, 1, LARGEST_PIECE)];
    long pauseNanos = TimeUnit.SECONDS.toNanos(1) * piece.length / asking.bytesPerSecond();
    long due = System.nanoTime();
    for (long position = 0; position < asking.bytes(); position += piece.length) {
      int length = (int) Math.min(piece.length, asking.bytes() - position);
      Content.fill(asking.seed(), position, piece, length);
      out.write(piece, 0, length);
      due += pauseNanos;
      LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
    }
  }

  private byte[] head(String status, long length) {
    return """
        HTTP/1.1 %s
        %s: %s
        Content-Type: application/octet-stream
        Content-Length: %d

        """
        .formatted(status, Head.BACKEND, name, length)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private void echoMessages(Head head, InputStream in, OutputStream out) throws IOException {
    String key = head.field("sec-websocket-key").orElseThrow(EOFException::new);
    out.write(
        """
        HTTP/1.1 101 Switching Protocols
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Accept: %s

        """
            .formatted(accepted(key))
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    while (true) {
      Frame frame = Frame.read(in);
      switch (frame.opcode()) {
        case Frame.TEXT -> out.write(Frame.text(frame.text() + " " + name).bytes(false));
        case Frame.PING -> out.write(new Frame(Frame.PONG, frame.payload()).bytes(false));
        case Frame.CLOSE -> {
          out.write(frame.bytes(false));
          return;
        }
        default -> {
          // A pong that nobody asked for.
        }
      }
    }
  }

  private static String accepted(String key) {
    try {
      // RFC 6455, section 4.2.2, wants this very function.
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      byte[] hash = digest.digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
