package io.webgateway.agent.proxy.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;

/**
 * What a backend sends over a WebSocket that may get another one: messages are passed on whole, so
 * that a backend that is lost leaves no half of one behind. Of a message that is larger than
 * {@value #MOST_BYTES} bytes the beginning is passed on before its end is there. Control frames
 * overtake the message that they are in. Confined to an event loop.
 */
public final class Downlink {
  /** How much of one message is held back. */
  public static final int MOST_BYTES = 64 * 1024;

  private final FrameWalk walk = new FrameWalk();
  private final ByteBuf message = Unpooled.buffer(0);
  private final ByteBuf control = Unpooled.buffer(0);
  private boolean begun;
  private boolean parting;

  /**
   * Bytes came from the backend; takes the buffer.
   *
   * @param out takes what may be passed on
   */
  public void came(ByteBuf in, Consumer<ByteBuf> out) {
    FrameWalk.Parts parts =
        new FrameWalk.Parts() {
          @Override
          public void whole(int from, int to) {
            if (message.isReadable()) {
              pass(message, out);
            }
            out.accept(in.retainedSlice(from, to - from));
          }

          @Override
          public void part(int from, int to) {
            if (walk.cursor().isControl()) {
              control(in, from, to, out);
            } else {
              data(in, from, to, out);
            }
          }
        };
    if (parting) {
      walk.walkFrames(in, parts);
    } else {
      walk.walk(in, parts);
    }
    in.release();
  }

  private void control(ByteBuf in, int from, int to, Consumer<ByteBuf> out) {
    control.writeBytes(in, from, to - from);
    if (!walk.cursor().frameEnded()) {
      return;
    }
    if (parting && walk.cursor().opcode() == CloseFrame.OPCODE) {
      control.clear();
    } else {
      pass(control, out);
    }
  }

  private void data(ByteBuf in, int from, int to, Consumer<ByteBuf> out) {
    if (begun) {
      out.accept(in.retainedSlice(from, to - from));
    } else {
      message.writeBytes(in, from, to - from);
      begun = message.readableBytes() > MOST_BYTES;
      if (begun || walk.cursor().isIdle()) {
        pass(message, out);
      }
    }
    begun &= !walk.cursor().isIdle();
  }

  private static void pass(ByteBuf bytes, Consumer<ByteBuf> out) {
    out.accept(bytes.copy());
    bytes.clear();
  }

  /** Whether the visitor has got nothing but whole messages. */
  public boolean isWhole() {
    return !begun && !walk.cursor().isBroken();
  }

  /** Whether nothing of a message is under way. */
  public boolean isBetweenMessages() {
    return walk.cursor().isIdle();
  }

  /** Whether the backend has said that it ends the WebSocket. */
  public boolean sawClose() {
    return walk.sawClose();
  }

  /** How much is held back. */
  public int bytes() {
    return message.readableBytes() + control.readableBytes();
  }

  /** The backend was told goodbye: its own is for the gateway and not passed on. */
  public void parts() {
    parting = true;
  }

  /** Another backend sends from now on; what was held back of the last one is forgotten. */
  public void reset() {
    message.clear();
    control.clear();
    parting = false;
    walk.reset();
  }
}
