package io.webgateway.agent.proxy.stream;

import io.netty.buffer.ByteBuf;

/**
 * One end of a relay, whatever carries it: a connection, or a stream of HTTP/2. Told by its {@link
 * RelaySide} what to do, and tells it what happens. Confined to the event loop of both ends.
 */
public interface RelayEnd {
  /** Begins to tell the side what comes. */
  void open(RelaySide side);

  /** Writes without sending; takes the buffer. */
  void write(ByteBuf data);

  /** Sends what was written. */
  void flush();

  /** Whether more may be written without piling up. */
  boolean isWritable();

  /** A number that moves whenever bytes are written or taken. */
  long level();

  /** Whether anything can still come or go. */
  boolean isOpen();

  /** Reads no more bytes at once from now on, as far as what carries it lets that be chosen. */
  void readAtMost(int bytes);

  /** Reads, or leaves the sender waiting. */
  void read(boolean wanted);

  /**
   * Sends what is written, then our end.
   *
   * @param then called when the last byte was taken, or when nothing can be sent
   */
  void endOutput(Runnable then);

  /** Sends what is written, then ends both directions. */
  void close();

  /** Sends what is written, then breaks off: whoever reads knows that something is missing. */
  void reset();

  /** Ends both directions without waiting for anybody. */
  void cut();
}
