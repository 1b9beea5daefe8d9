package io.webgateway.agent.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.webgateway.agent.proxy.http.HeaderBlock;
import io.webgateway.agent.proxy.http.ResponseHead;
import io.webgateway.agent.proxy.stream.Relay;
import io.webgateway.agent.proxy.transport.Deadline;

/**
 * The visitor's side of one exchange, whatever version of HTTP it speaks: a connection of HTTP/1 or
 * a stream of HTTP/2. Confined to its event loop.
 */
public interface Visitor {
  /** The exchange's own; its alarm must reach {@link Exchange#deadlinePassed}. */
  Deadline deadline();

  /** Whether more may be written without piling up. */
  boolean isWritable();

  /** Bytes that were written and that the visitor's system has not taken. */
  long pendingBytes();

  /** Writes an interim answer, where the visitor knows such. */
  void interim(ResponseHead head);

  /** Writes the answer's head; with an empty framing no data follows. */
  void head(ResponseHead head);

  /** Writes data of the answer's body without flushing; takes the buffer. */
  void data(ByteBuf data);

  /**
   * Ends the answer that {@link #head} began, and sends all that was written.
   *
   * @param sent runs when the last byte was taken; never when the visitor left before. The
   *     visitor's side lets go of the exchange behind it
   */
  void end(HeaderBlock trailers, Runnable sent);

  /**
   * Writes and sends an answer of the gateway's own; no other was begun.
   *
   * @param sent as in {@link #end}
   */
  void answer(GatewayAnswer answer, String exchangeId, Runnable sent);

  /** Sends what was written. */
  void flush();

  /** The exchange takes data of the request's body, for the first time or again. */
  void readOn();

  /** Ends what cannot be ended properly; the visitor must be able to tell. */
  void cut();

  /**
   * A connection that was being opened when the exchange ended ({@link Exchange#isConnecting}) is
   * being opened no more.
   */
  void workEnded();

  /**
   * The exchange has become a tunnel: answers that the backend has switched, then joins both sides.
   *
   * @param switched the backend's answer
   * @param backend its channel, without handlers of ours
   * @param fromBackend what came behind the answer; belongs to the visitor's side
   */
  void becomeTunnel(
      ResponseHead switched,
      Channel backend,
      ByteBuf fromBackend,
      Relay.Terms terms,
      Relay.Outcome outcome);
}
