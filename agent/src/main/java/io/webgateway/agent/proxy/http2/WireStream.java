package io.webgateway.agent.proxy.http2;

import static io.netty.handler.codec.http2.Http2Exception.streamError;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request's stream: what comes goes to its receiver, what is written goes into Netty's flow
 * control. Once it is gone, every call does nothing and takes its buffers. Event loop of the
 * connection.
 */
public final class WireStream {
  /** The gateway's side of a stream. */
  public interface Receiver {
    /**
     * Data of the request's body.
     *
     * @param data belongs to the receiver
     * @return whether it was passed on; otherwise {@link WireStream#passedOn} follows when it was
     */
    boolean received(ByteBuf data);

    /**
     * The request has ended.
     *
     * @param trailers maybe none
     */
    void ended(ReceivedFields trailers);

    /** The answer may be written again, or no longer. */
    void writabilityChanged();

    /** The stream is gone before its answer was sent whole; called at most once. */
    void gone(Http2Wire.Ending ending);
  }

  private static final long ANY = -1;

  private final Http2Wire wire;
  private final Http2Stream stream;
  private @Nullable Receiver receiver;
  private long expectedBytes = ANY;
  private long receivedBytes;
  private long pendingBytes;
  private boolean requestEnded;
  private boolean ending;
  private boolean gone;

  WireStream(Http2Wire wire, Http2Stream stream, boolean requestEnded) {
    this.wire = wire;
    this.stream = stream;
    this.requestEnded = requestEnded;
  }

  /** Its number. */
  public int id() {
    return stream.id();
  }

  /**
   * Names who gets what comes.
   *
   * @param bodyBytes that the request's body must have, or -1 when its end tells
   */
  public void receiver(Receiver next, long bodyBytes) {
    receiver = next;
    expectedBytes = bodyBytes;
  }

  /** Whether the visitor has ended the request. */
  public boolean requestEnded() {
    return requestEnded;
  }

  /** Whether more of the answer may be written without piling up. */
  public boolean isWritable() {
    return !gone && wire.encoder().flowController().isWritable(stream);
  }

  /** Bytes of the answer's body that were written and that the system has not taken. */
  public long pendingBytes() {
    return pendingBytes;
  }

  /** Writes a head, interim or final, that is not the end. */
  public void head(Http2Headers head) {
    if (!gone) {
      wire.encoder().writeHeaders(wire.context(), id(), head, 0, false, wire.newPromise());
    }
  }

  /** Writes data; takes the buffer. */
  public void data(ByteBuf data) {
    if (gone) {
      data.release();
      return;
    }
    int bytes = data.readableBytes();
    pendingBytes += bytes;
    ChannelPromise promise = wire.newPromise();
    promise.addListener(
        taken -> {
          pendingBytes -= bytes;
          wire.carried(bytes);
        });
    wire.encoder().writeData(wire.context(), id(), data, 0, false, promise);
  }

  /**
   * Writes a head that is the whole answer.
   *
   * @param sent called when the system has taken it
   */
  public void endWithHead(Http2Headers head, Runnable sent) {
    if (!gone) {
      wire.encoder().writeHeaders(wire.context(), id(), head, 0, true, ending(sent));
    }
  }

  /**
   * Writes the end.
   *
   * @param trailers maybe none
   * @param sent called when the system has taken the last byte
   */
  public void end(Http2Headers trailers, Runnable sent) {
    if (gone) {
      return;
    }
    if (trailers.isEmpty()) {
      wire.encoder().writeData(wire.context(), id(), Unpooled.EMPTY_BUFFER, 0, true, ending(sent));
    } else {
      wire.encoder().writeHeaders(wire.context(), id(), trailers, 0, true, ending(sent));
    }
  }

  /**
   * Writes the end of our half only: what the visitor sends goes on coming.
   *
   * @param then called when the system has taken it, or when it cannot be sent
   */
  public void endOutput(Runnable then) {
    if (gone) {
      then.run();
      return;
    }
    ChannelPromise promise = wire.newPromise();
    promise.addListener(taken -> then.run());
    wire.encoder().writeData(wire.context(), id(), Unpooled.EMPTY_BUFFER, 0, true, promise);
  }

  /** Both halves have ended: nothing more is to be told or done. */
  public void forget() {
    gone = true;
  }

  /** Whether anything can still come or go. */
  public boolean isOpen() {
    return !gone;
  }

  private ChannelPromise ending(Runnable sent) {
    ending = true;
    ChannelPromise promise = wire.newPromise();
    promise.addListener(taken -> ended(taken.isSuccess(), sent));
    return promise;
  }

  /** Only the last write knows whether the answer was sent whole: Netty closes streams before. */
  private void ended(boolean taken, Runnable sent) {
    ending = false;
    if (!taken) {
      gone(wire.ending());
    } else if (!gone) {
      gone = true;
      if (!requestEnded) {
        // The rest of the request is not needed (RFC 9113 section 8.1).
        wire.writeReset(this, Http2Error.NO_ERROR);
        wire.flushSoon();
      }
      sent.run();
    }
  }

  /** Ends the stream without the rest of an answer. */
  public void reset(Http2Error error) {
    if (!gone) {
      gone = true;
      wire.writeReset(this, error);
      wire.flushSoon();
    }
  }

  /** Ends the stream because of what the visitor sent on it, which counts as a flood does. */
  public void refuse(Http2Error error) {
    if (!gone) {
      reset(error);
      wire.countFault();
    }
  }

  /** Sends what was written, soon: once for all streams that write in the same turn of the loop. */
  public void flush() {
    wire.flushSoon();
  }

  /** Opens the window again for data that was held back. */
  public void passedOn(int bytes) {
    if (!gone) {
      wire.consume(stream, bytes);
    }
  }

  /** The work behind this request has ended: another may take its place. Called once. */
  public void release() {
    wire.release();
  }

  /** Answers how many bytes were passed on at once. */
  int receive(ByteBuf data, boolean end) throws Http2Exception {
    int bytes = data.readableBytes();
    Receiver present = receiver;
    if (gone || present == null) {
      requestEnded |= end;
      return bytes;
    }
    receivedBytes += bytes;
    requireExpected(end);
    boolean passed = bytes == 0 || present.received(data.retain());
    if (end) {
      ended(new ReceivedFields());
    }
    return passed ? bytes : 0;
  }

  void trailers(ReceivedFields trailers) throws Http2Exception {
    requireExpected(true);
    ended(trailers);
  }

  private void requireExpected(boolean end) throws Http2Exception {
    boolean wrong = receivedBytes > expectedBytes || (end && receivedBytes < expectedBytes);
    if (expectedBytes != ANY && wrong) {
      throw streamError(id(), Http2Error.PROTOCOL_ERROR, "the body has another length than said");
    }
  }

  private void ended(ReceivedFields trailers) {
    requestEnded = true;
    Receiver present = receiver;
    if (!gone && present != null) {
      present.ended(trailers);
    }
  }

  void writabilityChanged() {
    Receiver present = receiver;
    if (!gone && present != null) {
      present.writabilityChanged();
    }
  }

  void gone(Http2Wire.Ending why) {
    if (ending) {
      return;
    }
    Receiver present = receiver;
    receiver = null;
    if (!gone) {
      gone = true;
      if (present != null) {
        present.gone(why);
      }
    }
  }
}
