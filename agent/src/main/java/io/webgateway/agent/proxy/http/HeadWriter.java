package io.webgateway.agent.proxy.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The few shapes that heads are written in. */
final class HeadWriter {
  private static final byte[] CHUNKED =
      "transfer-encoding: chunked\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CONTENT_LENGTH =
      "content-length: ".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] WEBSOCKET_UPGRADE =
      "connection: upgrade\r\nupgrade: websocket\r\n".getBytes(StandardCharsets.US_ASCII);

  private HeadWriter() {}

  static void text(ByteBuf out, String text) {
    out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
  }

  static void field(ByteBuf out, String name, String value) {
    text(out, name);
    out.writeByte(':').writeByte(' ');
    text(out, value);
    lineEnd(out);
  }

  static void framing(ByteBuf out, BodyFraming framing) {
    switch (framing) {
      case BodyFraming.Length length -> contentLength(out, length.bytes());
      case BodyFraming.Ending ending -> {
        switch (ending) {
          case CHUNKED -> out.writeBytes(CHUNKED);
          case NONE, UNTIL_CLOSE -> {}
        }
      }
    }
  }

  /** Both sides of a switch to WebSocket say so in the same two fields. */
  static void webSocketUpgrade(ByteBuf out) {
    out.writeBytes(WEBSOCKET_UPGRADE);
  }

  static void contentLength(ByteBuf out, long bytes) {
    out.writeBytes(CONTENT_LENGTH);
    text(out, Long.toString(bytes));
    lineEnd(out);
  }

  static void lineEnd(ByteBuf out) {
    out.writeByte(Octets.CR).writeByte(Octets.LF);
  }
}
