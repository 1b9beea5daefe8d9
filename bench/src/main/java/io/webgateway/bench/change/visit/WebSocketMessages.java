package io.webgateway.bench.change.visit;

import io.webgateway.bench.change.talk.Frame;
import io.webgateway.bench.change.talk.Head;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A message is a WebSocket's. */
final class WebSocketMessages implements Messages {
  private static final int NORMAL = 1000;

  private final String host;

  WebSocketMessages(String host) {
    this.host = host;
  }

  @Override
  public void open(InputStream in, OutputStream out) throws IOException {
    String request =
        """
        GET /socket HTTP/1.1
        Host: %s
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

        """
            .formatted(host)
            .replace("\n", "\r\n");
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    Head head = Head.read(in);
    // RFC 6455, section 1.3: the answer to that very key.
    boolean isTaken =
        head.field("sec-websocket-accept")
            .filter(value -> value.equals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
            .isPresent();
    if (head.status() != 101 || !isTaken) {
      throw new IOException("no WebSocket: " + head.first());
    }
  }

  @Override
  public void send(OutputStream out, String text) throws IOException {
    write(out, Frame.text(text));
  }

  @Override
  public Got next(InputStream in, OutputStream out) throws IOException {
    Frame frame = Frame.read(in);
    return switch (frame.opcode()) {
      case Frame.TEXT -> new Got.Message(frame.text());
      case Frame.PING -> {
        write(out, new Frame(Frame.PONG, frame.payload()));
        yield new Got.Nothing();
      }
      case Frame.PONG -> new Got.Nothing();
      case Frame.CLOSE -> {
        write(out, frame);
        yield frame.asksToLeave()
            ? new Got.AskedToLeave()
            : new Got.Ended("closed with code " + frame.closeCode());
      }
      default -> new Got.Ended("a frame with opcode " + frame.opcode());
    };
  }

  @Override
  public void leave(OutputStream out) throws IOException {
    write(out, new Frame(Frame.CLOSE, ByteBuffer.allocate(2).putShort((short) NORMAL).array()));
  }

  // Frames of both threads must not be mixed.
  private synchronized void write(OutputStream out, Frame frame) throws IOException {
    out.write(frame.bytes(true));
  }
}
