package io.webgateway.bench.change.visit;

import java.util.Locale;

/** The kinds of visitors. */
public enum Kind {
  /** Requests on a connection in clear that stays open. */
  HTTP1,

  /** Several streams at a time on a connection inside TLS. */
  HTTP2,

  /** Numbered messages that come back. */
  WEBSOCKET,

  /** Long answers at a steady rate, every byte of which is compared. */
  DOWNLOAD,

  /** Numbered lines that come back. */
  TCP,

  /** Numbered datagrams that come back. */
  UDP;

  /** As it is written in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
