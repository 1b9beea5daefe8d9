package io.webgateway.agent.proxy.stream;

import io.netty.buffer.ByteBuf;
import io.webgateway.model.traffic.CompletionReason;

/**
 * One end of a relay, whatever carries it: a connection, or a stream of HTTP/2. Told by its {@link
 * Listener} what to do, and tells it what happens. Confined to the event loop of both ends.
 */
public interface RelayEnd {
  /** Told what happens at an end. */
  interface Listener {
    /** Whose traffic it is: {@code <label>/<id>}. */
    String workload();

    /** Bytes have come; takes the buffer. */
    void came(ByteBuf in);

    /** All that has come so far was read. */
    void readComplete();

    /** The end takes bytes again, or no longer. */
    void writabilityChanged();

    /** Nothing more will come. */
    void inputHasEnded();

    /** Nothing more will come, and nothing can be sent. */
    void bothHaveEnded();

    /** Nothing can come or go. */
    void closed();

    /** It has failed. */
    void broken(Throwable cause);

    /** It must end. */
    void end(CompletionReason reason);
  }

  /** Begins to tell a listener what comes. */
  void open(Listener side);

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
