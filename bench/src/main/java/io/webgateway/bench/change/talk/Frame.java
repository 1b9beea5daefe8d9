package io.webgateway.bench.change.talk;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A frame of WebSocket (RFC 6455, section 5): whole messages of up to 64 KiB only, no extensions.
 *
 * @param opcode what it is
 * @param payload unmasked
 */
// The array is never changed once it is in a frame.
@SuppressWarnings("ArrayRecordComponent")
public record Frame(int opcode, byte[] payload) {
  /** A message of text. */
  public static final int TEXT = 1;

  /** The end, with its reason. */
  public static final int CLOSE = 8;

  /** Are you there. */
  public static final int PING = 9;

  /** I am here. */
  public static final int PONG = 10;

  /** The peer goes away. */
  public static final int GOING_AWAY = 1001;

  /** The service restarts: come again. */
  public static final int SERVICE_RESTART = 1012;

  private static final int NO_STATUS = 1005;

  /** A message. */
  public static Frame text(String text) {
    return new Frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The payload as text. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** The reason in a close frame. */
  public int closeCode() {
    return payload.length < 2 ? NO_STATUS : (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
  }

  /** Whether a close frame tells the visitor to come again. */
  public boolean asksToLeave() {
    return closeCode() == GOING_AWAY || closeCode() == SERVICE_RESTART;
  }

  /** Reads one; blocks. */
  public static Frame read(InputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      throw new EOFException("the connection ended between frames");
    }
    DataInputStream data = new DataInputStream(in);
    int second = data.readUnsignedByte();
    int length = second & 0x7f;
    if (length == 126) {
      length = data.readUnsignedShort();
    } else if (length == 127) {
      throw new IOException("a frame is longer than anything that was sent");
    }
    boolean isMasked = (second & 0x80) != 0;
    int mask = isMasked ? data.readInt() : 0;
    byte[] payload = data.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException("the connection ended inside a frame");
    }
    if ((first & 0xf0) != 0x80) {
      throw new IOException("a frame is a part of a message, or has bits of an extension");
    }
    return new Frame(first & 0x0f, isMasked ? masked(payload, mask) : payload);
  }

  /** As bytes: masked by visitors (0 is a mask too), in clear by backends. */
  public byte[] bytes(boolean isVisitor) {
    int extended = payload.length < 126 ? 0 : 2;
    byte[] all = new byte[2 + extended + (isVisitor ? 4 : 0) + payload.length];
    all[0] = (byte) (0x80 | opcode);
    all[1] = (byte) ((isVisitor ? 0x80 : 0) | (extended == 0 ? payload.length : 126));
    if (extended > 0) {
      all[2] = (byte) (payload.length >>> 8);
      all[3] = (byte) payload.length;
    }
    int mask = isVisitor ? 0x5a17c3e9 ^ payload.length : 0;
    int start = all.length - payload.length;
    for (int i = 0; isVisitor && i < 4; i++) {
      all[start - 4 + i] = (byte) (mask >>> (24 - 8 * i));
    }
    System.arraycopy(masked(payload, mask), 0, all, start, payload.length);
    return all;
  }

  private static byte[] masked(byte[] payload, int mask) {
    byte[] done = payload.clone();
    for (int i = 0; i < done.length; i++) {
      done[i] ^= (byte) (mask >>> (24 - 8 * (i & 3)));
    }
    return done;
  }
}
