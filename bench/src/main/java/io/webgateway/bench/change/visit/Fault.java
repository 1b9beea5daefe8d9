package io.webgateway.bench.change.visit;

import java.util.Locale;

/**
 * What a visitor sees that it should not. Each is counted once: for requests the unit is the
 * request, for WebSocket and TCP the connection when one ends and the message otherwise.
 */
public enum Fault {
  /** A connection, or its handshake, was not taken. */
  REFUSED,

  /** A connection ended or was reset while something was under way on it. */
  BROKEN,

  /** A connection ended without a word while nothing was under way on it. */
  DROPPED,

  /** A status of 500 or more, or one that nobody asked for. */
  STATUS,

  /** Other bytes than those that were asked for. */
  WRONG,

  /** A message that did not come back on a connection that lives, or a datagram. */
  LOST,

  /** A message that came back twice. */
  DUPLICATED,

  /** A message that came back after a later one. */
  REORDERED,

  /** No answer within the visitor's patience; it has left. */
  LATE;

  /** As it is written in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
