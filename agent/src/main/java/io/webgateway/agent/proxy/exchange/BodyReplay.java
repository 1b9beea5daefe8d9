package io.webgateway.agent.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.webgateway.agent.proxy.http.HeaderBlock;
import io.webgateway.agent.proxy.upstream.UpstreamStream;
import org.jspecify.annotations.Nullable;

/**
 * What of a request's body was passed on before its answer began, so that another backend can get
 * it when that one is lost. Keeps {@value #MOST_BYTES} bytes at most; of a larger body it keeps
 * nothing. Event loop of the exchange; owns its copy.
 */
final class BodyReplay {
  /** As much as one read of a connection. */
  static final int MOST_BYTES = 64 * 1024;

  private @Nullable ByteBuf kept = Unpooled.buffer(0);
  private @Nullable HeaderBlock end;

  /** Data is being passed on; takes no ownership. */
  void passes(ByteBuf data) {
    ByteBuf before = kept;
    if (before == null) {
      return;
    }
    if (before.readableBytes() + data.readableBytes() > MOST_BYTES) {
      discard();
    } else {
      before.writeBytes(data, data.readerIndex(), data.readableBytes());
    }
  }

  /** The body's end is being passed on. */
  void ends(HeaderBlock trailers) {
    end = trailers;
  }

  /** Whether all that was passed on is still here. */
  boolean isWhole() {
    return kept != null;
  }

  /** How much is kept. */
  int bytes() {
    return kept == null ? 0 : kept.readableBytes();
  }

  /** Writes it again, without flushing. */
  void writeTo(UpstreamStream stream) {
    if (kept != null && kept.isReadable()) {
      stream.data(kept.copy());
    }
    if (end != null) {
      stream.end(end);
    }
  }

  /** Nobody will ask for it again. */
  void discard() {
    kept = null;
  }
}
