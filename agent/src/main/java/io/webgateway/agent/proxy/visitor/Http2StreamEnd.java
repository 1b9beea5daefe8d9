package io.webgateway.agent.proxy.visitor;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.webgateway.agent.proxy.http2.Http2Wire;
import io.webgateway.agent.proxy.http2.ReceivedFields;
import io.webgateway.agent.proxy.http2.WireStream;
import io.webgateway.agent.proxy.stream.RelayEnd;
import io.webgateway.model.traffic.CompletionReason;
import org.jspecify.annotations.Nullable;

/**
 * A stream of HTTP/2 as the visitor's end of a tunnel (RFC 8441): DATA is the tunnel's bytes,
 * END_STREAM is an end of one direction, RST_STREAM of both. Holds back, at most the stream's
 * window, what the backend cannot take. Event loop of the connection.
 */
final class Http2StreamEnd implements RelayEnd, WireStream.Receiver, Http2Connection.Reader {
  /** What is passed on at once of what was held back: as much as one read of a connection. */
  static final int PIECE_BYTES = 64 * 1024;

  private final Http2Connection connection;
  private final WireStream stream;
  private @Nullable Listener side;
  private @Nullable ByteBuf held;
  private boolean wanted = true;
  private boolean heldEnd;
  private boolean reading;
  private boolean outputEnded;

  Http2StreamEnd(Http2Connection connection, WireStream stream) {
    this.connection = connection;
    this.stream = stream;
    this.heldEnd = stream.requestEnded();
  }

  @Override
  public void open(Listener told) {
    side = told;
    stream.receiver(this, -1);
  }

  /** Bytes that came before the tunnel was one were passed on. */
  void passedOn(int bytes) {
    stream.passedOn(bytes);
    passOn();
  }

  /** Ends the tunnel from outside. */
  void end(CompletionReason reason) {
    side().end(reason);
  }

  private Listener side() {
    Listener present = side;
    if (present == null) {
      throw new IllegalStateException("the end was not opened");
    }
    return present;
  }

  // What the visitor sends.

  @Override
  public boolean received(ByteBuf data) {
    if (!reading) {
      reading = true;
      connection.reads(this);
    }
    if (held == null && wanted) {
      side().came(data);
      return true;
    }
    ByteBuf together = held;
    if (together == null) {
      together = connection.channel().alloc().buffer(data.readableBytes());
      held = together;
    }
    together.writeBytes(data);
    data.release();
    return false;
  }

  @Override
  public void readComplete() {
    reading = false;
    side().readComplete();
  }

  @Override
  public void ended(ReceivedFields trailers) {
    heldEnd = true;
    passOn();
  }

  private void passOn() {
    while (held != null && wanted) {
      ByteBuf data = nextOf(held);
      int bytes = data.readableBytes();
      side().came(data);
      side().readComplete();
      stream.passedOn(bytes);
    }
    if (heldEnd && held == null) {
      side().inputHasEnded();
    }
  }

  private ByteBuf nextOf(ByteBuf all) {
    if (all.readableBytes() > PIECE_BYTES) {
      ByteBuf piece = all.readBytes(PIECE_BYTES);
      all.discardReadBytes();
      return piece;
    }
    held = null;
    return all;
  }

  @Override
  public void writabilityChanged() {
    side().writabilityChanged();
  }

  @Override
  public void gone(Http2Wire.Ending ending) {
    releaseHeld();
    switch (ending) {
      case LEFT -> side().closed();
      case MALFORMED -> side().end(CompletionReason.FRAMING_REJECTED);
      case FLOOD -> side().end(CompletionReason.CLIENT_FLOOD);
      case FAILED -> side().end(CompletionReason.INTERNAL_ERROR);
    }
  }

  // What the relay wants.

  @Override
  public void write(ByteBuf data) {
    stream.data(data);
  }

  @Override
  public void flush() {
    stream.flush();
  }

  @Override
  public boolean isWritable() {
    return stream.isWritable();
  }

  @Override
  public long level() {
    return stream.pendingBytes();
  }

  @Override
  public boolean isOpen() {
    return stream.isOpen();
  }

  /** The flow control window of the stream bounds what comes at once. */
  @Override
  public void readAtMost(int bytes) {}

  @Override
  public void read(boolean more) {
    wanted = more;
    if (more) {
      passOn();
    }
  }

  @Override
  public void endOutput(Runnable then) {
    outputEnded = true;
    stream.endOutput(then);
    stream.flush();
  }

  @Override
  public void close() {
    releaseHeld();
    if (outputEnded && stream.requestEnded()) {
      stream.forget();
    } else if (outputEnded) {
      stream.reset(Http2Error.CANCEL);
    } else {
      stream.end(new DefaultHttp2Headers(false, 2), side()::closed);
      stream.flush();
    }
  }

  /** RFC 8441 section 5: a connection that is reset is a stream that is cancelled. */
  @Override
  public void reset() {
    releaseHeld();
    stream.flush();
    stream.reset(Http2Error.CANCEL);
  }

  @Override
  public void cut() {
    stream.reset(Http2Error.CANCEL);
  }

  private void releaseHeld() {
    if (held != null) {
      held.release();
      held = null;
    }
  }
}
