package io.webgateway.agent.proxy.websocket;

import java.util.function.IntUnaryOperator;

/**
 * Follows the frames of one direction of a WebSocket by their heads alone (RFC 6455 section 5.2).
 * It judges nothing but where frames and messages end: what both ends make of them is their own
 * business. Pure; owns no bytes.
 */
public final class FrameCursor {
  private static final int FINAL = 0x80;
  private static final int OPCODE = 0x0f;
  private static final int CONTROL = 0x08;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7f;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final int SHORT_HEAD_BYTES = 2;
  private static final int MASK_BYTES = 4;

  private int first;
  private int headBytes = SHORT_HEAD_BYTES;
  private int headSeen;
  private int lengthEnd = SHORT_HEAD_BYTES;
  private long length;
  private long payloadLeft;
  private boolean inMessage;
  private boolean frameEnded;
  private boolean broken;

  /**
   * Moves to the end of the frame under way, or of what there is.
   *
   * @param octets by their index
   * @param from where to go on
   * @param to the end of what there is; more than {@code from}
   * @return where it is now
   */
  public int advance(IntUnaryOperator octets, int from, int to) {
    if (frameEnded) {
      begin();
    }
    if (broken) {
      return to;
    }
    int at = from;
    while (at < to && headSeen < headBytes) {
      head(octets.applyAsInt(at++) & 0xff);
    }
    if (broken) {
      return to;
    }
    if (headSeen < headBytes) {
      return at;
    }
    int skipped = (int) Math.min(payloadLeft, to - at);
    payloadLeft -= skipped;
    if (payloadLeft == 0) {
      end();
    }
    return at + skipped;
  }

  private void begin() {
    frameEnded = false;
    headSeen = 0;
    headBytes = SHORT_HEAD_BYTES;
    length = 0;
    payloadLeft = 0;
  }

  private void head(int octet) {
    if (headSeen == 0) {
      first = octet;
    } else if (headSeen == 1) {
      int size = octet & LENGTH;
      int extended = size == TWO_BYTES ? 2 : size == EIGHT_BYTES ? 8 : 0;
      lengthEnd = SHORT_HEAD_BYTES + extended;
      headBytes = lengthEnd + ((octet & MASKED) == 0 ? 0 : MASK_BYTES);
      length = extended == 0 ? size : 0;
    } else if (headSeen < lengthEnd) {
      length = (length << 8) | octet;
    }
    headSeen++;
    if (headSeen == headBytes) {
      // A length that no frame may have; nothing can be told from here on.
      broken |= length < 0;
      payloadLeft = length;
    }
  }

  private void end() {
    frameEnded = true;
    if (!isControl()) {
      inMessage = (first & FINAL) == 0;
    }
  }

  /** Whether the frame that {@link #advance} was in has ended. */
  public boolean frameEnded() {
    return frameEnded;
  }

  /** Whether neither a frame nor a message is under way. */
  public boolean isIdle() {
    return (frameEnded || headSeen == 0) && !inMessage && !broken;
  }

  /** Whether the frame under way, or the one that has just ended, is no part of a message. */
  public boolean isControl() {
    return (first & CONTROL) != 0;
  }

  /** What kind of frame it is; means nothing before its first byte. */
  public int opcode() {
    return first & OPCODE;
  }

  /** Whether what came is no sequence of frames. */
  public boolean isBroken() {
    return broken;
  }

  /** Forgets where it was: a frame begins next. */
  public void reset() {
    begin();
    inMessage = false;
  }
}
