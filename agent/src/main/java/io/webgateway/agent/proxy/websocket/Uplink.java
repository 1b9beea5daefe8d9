package io.webgateway.agent.proxy.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;

/**
 * What a visitor sends over a WebSocket that may get another backend. While it flows, everything is
 * passed on at once, and the beginning of a message that is under way is kept; while there is no
 * backend, messages are kept and Pings are answered. So the next backend gets every message of
 * which the last one did not get the end, and none of which it did. Confined to an event loop.
 */
public final class Uplink {
  /** How much is kept: of one message under way, or of all while there is no backend. */
  public static final int MOST_BYTES = 64 * 1024;

  private final FrameWalk walk = new FrameWalk();
  private final ByteBuf kept = Unpooled.buffer(0);
  private final ByteBuf control = Unpooled.buffer(0);
  private int messageStart;
  private boolean lost;

  /** Bytes are being passed on; takes no ownership. */
  public void flows(ByteBuf in) {
    walk.walk(
        in,
        new FrameWalk.Parts() {
          @Override
          public void whole(int from, int to) {}

          @Override
          public void part(int from, int to) {
            if (walk.cursor().isControl()) {
              keepControl(in, from, to);
            } else {
              keepMessage(in, from, to);
            }
          }
        });
  }

  private void keepControl(ByteBuf in, int from, int to) {
    control.writeBytes(in, from, to - from);
    if (walk.cursor().frameEnded()) {
      control.clear();
    }
  }

  private void keepMessage(ByteBuf in, int from, int to) {
    if (walk.cursor().isIdle()) {
      kept.clear();
      lost = false;
    } else if (lost || kept.readableBytes() + (to - from) > MOST_BYTES) {
      kept.clear();
      lost = true;
    } else {
      kept.writeBytes(in, from, to - from);
    }
  }

  /**
   * Bytes came while there is no backend; takes the buffer.
   *
   * @param answers takes answers to Pings
   */
  public void waits(ByteBuf in, Consumer<ByteBuf> answers) {
    try {
      walk.walkFrames(
          in,
          new FrameWalk.Parts() {
            @Override
            public void whole(int from, int to) {}

            @Override
            public void part(int from, int to) {
              if (walk.cursor().isControl()) {
                answerControl(in, from, to, answers);
              } else {
                kept.writeBytes(in, from, to - from);
                messageStart = walk.cursor().isIdle() ? kept.readableBytes() : messageStart;
              }
            }
          });
    } finally {
      in.release();
    }
  }

  private void answerControl(ByteBuf in, int from, int to, Consumer<ByteBuf> answers) {
    control.writeBytes(in, from, to - from);
    if (walk.cursor().frameEnded()) {
      if (walk.cursor().opcode() == CloseFrame.PING) {
        answers.accept(CloseFrame.pong(control));
      }
      control.clear();
    }
  }

  /** Whether all that the next backend must get is here. */
  public boolean isWhole() {
    return !lost && !walk.cursor().isBroken();
  }

  /** Whether the visitor sent what are no frames. */
  public boolean isBroken() {
    return walk.isBroken();
  }

  /** Whether neither a frame nor a message is under way. */
  public boolean isBetweenMessages() {
    return walk.cursor().isIdle();
  }

  /** Whether the visitor has said that it ends the WebSocket. */
  public boolean sawClose() {
    return walk.sawClose();
  }

  /** Whether no more should be read while there is no backend. */
  public boolean isFull() {
    return kept.readableBytes() >= MOST_BYTES;
  }

  /** How much is kept. */
  public int bytes() {
    return kept.readableBytes() + control.readableBytes();
  }

  /** What the next backend gets first; from now on it flows. */
  public ByteBuf resume() {
    ByteBuf all = Unpooled.buffer(bytes());
    all.writeBytes(kept, kept.readerIndex(), kept.readableBytes());
    all.writeBytes(control, control.readerIndex(), control.readableBytes());
    kept.skipBytes(messageStart).discardReadBytes();
    messageStart = 0;
    return all;
  }
}
