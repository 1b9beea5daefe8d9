package io.webgateway.agent.proxy.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** The frames that the gateway writes itself (RFC 6455 section 5.5). */
public final class CloseFrame {
  /** Whoever is served leaves this endpoint: a backend is told so before it is left. */
  public static final int GOING_AWAY = 1001;

  static final int OPCODE = 8;
  static final int PING = 9;
  private static final int FINAL = 0x80;
  private static final int PONG = 10;
  private static final int MASKED = 0x80;
  private static final int MOST_BYTES = 125;
  private static final int CODE_BYTES = 2;
  private static final int MOST_LENGTH = 0x7f;
  private static final int MASK_BYTES = 4;

  private CloseFrame() {}

  /**
   * For a visitor.
   *
   * @param reason ASCII, at most 123 bytes are sent
   */
  public static ByteBuf toVisitor(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
    int length = Math.min(text.length, MOST_BYTES - CODE_BYTES);
    return Unpooled.buffer(CODE_BYTES + CODE_BYTES + length)
        .writeByte(FINAL | OPCODE)
        .writeByte(CODE_BYTES + length)
        .writeShort(code)
        .writeBytes(text, 0, length);
  }

  /** For a backend, whose clients must mask; a mask of zeros changes nothing. */
  public static ByteBuf toBackend(int code) {
    return Unpooled.buffer(8)
        .writeByte(FINAL | OPCODE)
        .writeByte(MASKED | CODE_BYTES)
        .writeInt(0)
        .writeShort(code);
  }

  /**
   * The answer to a Ping of a visitor.
   *
   * @param ping the whole frame, masked
   */
  static ByteBuf pong(ByteBuf ping) {
    int length = ping.getByte(ping.readerIndex() + 1) & MOST_LENGTH;
    int mask = ping.readerIndex() + CODE_BYTES;
    int payload = mask + MASK_BYTES;
    ByteBuf pong = Unpooled.buffer(CODE_BYTES + length).writeByte(FINAL | PONG).writeByte(length);
    for (int i = 0; i < length; i++) {
      pong.writeByte(ping.getByte(payload + i) ^ ping.getByte(mask + i % MASK_BYTES));
    }
    return pong;
  }
}
