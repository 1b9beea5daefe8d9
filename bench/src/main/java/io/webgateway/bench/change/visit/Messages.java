package io.webgateway.bench.change.visit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** How messages travel on a connection. One connection's. */
interface Messages {
  /** What came. */
  sealed interface Got {
    /** A message. */
    record Message(String text) implements Got {}

    /** Nothing of ours. */
    record Nothing() implements Got {}

    /** The peer asks to come again, and ends this. */
    record AskedToLeave() implements Got {}

    /** The peer ends this, without asking to come again. */
    record Ended(String detail) implements Got {}
  }

  /**
   * What comes before the first message.
   *
   * @throws IOException when it failed
   */
  void open(InputStream in, OutputStream out) throws IOException;

  /** Sends a message. */
  void send(OutputStream out, String text) throws IOException;

  /** Waits for something to come. */
  Got next(InputStream in, OutputStream out) throws IOException;

  /** Says good-bye. */
  void leave(OutputStream out) throws IOException;
}
