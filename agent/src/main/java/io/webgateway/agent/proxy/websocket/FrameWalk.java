package io.webgateway.agent.proxy.websocket;

import io.netty.buffer.ByteBuf;

/**
 * Cuts what comes of one direction into whole messages, which need not be looked at again, and
 * parts of those that are under way. Confined to an event loop.
 */
final class FrameWalk {
  /** What was cut, in order; indexes are of the buffer that is walked through. */
  interface Parts {
    /** Whole messages and whole control frames between them. */
    void whole(int from, int to);

    /** A part of one frame, whose kind the cursor says, and whether that ended it. */
    void part(int from, int to);
  }

  private final FrameCursor cursor = new FrameCursor();
  private boolean sawClose;

  FrameCursor cursor() {
    return cursor;
  }

  /** Frames of somebody else come next. */
  void reset() {
    cursor.reset();
    sawClose = false;
  }

  /** Whether a Close frame has come whole. */
  boolean sawClose() {
    return sawClose;
  }

  /** Walks through all readable bytes; moves no index. */
  void walk(ByteBuf in, Parts parts) {
    int at = in.readerIndex();
    int to = in.writerIndex();
    while (at < to && !cursor.isBroken()) {
      if (cursor.isIdle()) {
        int whole = afterWhole(in, at, to);
        if (whole > at) {
          parts.whole(at, whole);
        }
        at = whole;
      }
      at = onePart(in, at, to, parts);
    }
    if (at < to) {
      parts.whole(at, to);
    }
  }

  /** Whether what came is no sequence of frames; it is passed on as it is from there on. */
  boolean isBroken() {
    return cursor.isBroken();
  }

  /** The same where every frame is of interest. */
  void walkFrames(ByteBuf in, Parts parts) {
    int at = in.readerIndex();
    int to = in.writerIndex();
    while (at < to && !cursor.isBroken()) {
      at = onePart(in, at, to, parts);
    }
  }

  private int onePart(ByteBuf in, int at, int to, Parts parts) {
    if (at == to) {
      return at;
    }
    int end = cursor.advance(in::getByte, at, to);
    if (cursor.isBroken()) {
      return at;
    }
    lookForClose();
    parts.part(at, end);
    return end;
  }

  /** Where the last whole message in the buffer ends. */
  private int afterWhole(ByteBuf in, int from, int to) {
    int whole = from;
    int at = from;
    while (at < to) {
      at = cursor.advance(in::getByte, at, to);
      lookForClose();
      if (cursor.isIdle()) {
        whole = at;
      }
    }
    if (!cursor.isIdle() && !cursor.isBroken()) {
      cursor.reset();
    }
    return whole;
  }

  private void lookForClose() {
    sawClose |= cursor.frameEnded() && cursor.opcode() == CloseFrame.OPCODE;
  }
}
