package io.webgateway.agent.proxy.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.webgateway.agent.proxy.http.BodyReader;
import io.webgateway.agent.proxy.http.HeaderBlock;
import io.webgateway.agent.proxy.http.Origin;
import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.agent.proxy.http.ResponseHead;

/**
 * The backend's side of one exchange, whatever version of HTTP the backend speaks. Used once.
 * Confined to the event loop of its channel, which is the client's too.
 */
public interface UpstreamStream {
  /** The exchange, as a backend's side sees it; every buffer given belongs to the receiver. */
  interface Receiver extends BodyReader.Output {
    /** A head, interim or final. */
    void responseHead(ResponseHead head);

    /** The answer's end; the exchange must let go of the stream. */
    void responseEnded(HeaderBlock trailers);

    /** Whether this switch to another protocol was asked for. */
    boolean mayHaveSwitched(ResponseHead head);

    /**
     * The backend speaks another protocol from now on. The receiver takes over the channel, which
     * has no handlers of ours any more.
     *
     * @param afterHead what came behind the head, maybe nothing; belongs to the receiver
     */
    void switched(ResponseHead head, Channel channel, ByteBuf afterHead);

    /** A moment to pass on what was written. */
    void upstreamFlush();

    /** The backend takes bytes again, or no longer. */
    void upstreamWritabilityChanged();

    /** The answer did not end as it should; the stream is gone. */
    void upstreamFailed(UpstreamFailure failure);
  }

  /**
   * Writes the request's head. When its framing is empty nothing follows, else data and {@link
   * #end}.
   */
  void send(RequestHead request, Origin origin, Receiver receiver);

  /** Writes data without flushing; takes the buffer. */
  void data(ByteBuf data);

  /** Writes the end of the body without flushing. */
  void end(HeaderBlock trailers);

  /** Sends what was written. */
  void flush();

  /** Whether more may be written without piling up. */
  boolean isWritable();

  /** Stops or resumes reading the answer. */
  void pauseReading(boolean pause);

  /** Whether the connection carried an exchange before this one. */
  boolean isReused();

  /** Whether a byte of an answer has arrived. */
  boolean sawBytes();

  /**
   * Lets go of it after the answer has ended.
   *
   * @param requestEnded whether the request was sent whole, and the way is free for another
   */
  void release(boolean requestEnded);

  /** Gives up, whatever the state; the receiver hears nothing more. */
  void discard();
}
