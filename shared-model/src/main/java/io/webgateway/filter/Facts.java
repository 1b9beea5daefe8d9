package io.webgateway.filter;

import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.model.traffic.TrafficEvent.HttpExchange;
import io.webgateway.model.traffic.TrafficEvent.StreamConnection;
import io.webgateway.model.traffic.TrafficEvent.TlsRejection;
import io.webgateway.model.traffic.TrafficEvent.UdpFlow;

/** What the kinds of events have in common, for questions; what a kind has not fits nothing. */
final class Facts {
  private static final int FIRST_SERVER_ERROR = 500;
  private static final long NONE = -1;

  private Facts() {}

  /** The host that was asked for, or the server that was named. */
  static String host(TrafficEvent event) {
    return switch (event) {
      case HttpExchange exchange -> exchange.host();
      case StreamConnection stream -> stream.serverName();
      case UdpFlow _ -> "";
      case TlsRejection rejection -> rejection.serverName();
    };
  }

  static String method(TrafficEvent event) {
    return event instanceof HttpExchange exchange ? exchange.method() : "";
  }

  static String path(TrafficEvent event) {
    return event instanceof HttpExchange exchange ? exchange.path() : "";
  }

  static long status(TrafficEvent event) {
    return event instanceof HttpExchange exchange ? exchange.status() : NONE;
  }

  /** Bytes both ways. */
  static long bytes(TrafficEvent event) {
    return switch (event) {
      case HttpExchange exchange -> exchange.requestBytes() + exchange.responseBytes();
      case StreamConnection stream -> stream.clientBytes() + stream.backendBytes();
      case UdpFlow flow -> flow.clientBytes() + flow.backendBytes();
      case TlsRejection _ -> 0;
    };
  }

  /** Answered with 500 or more, or ended otherwise than it should. */
  static boolean isError(TrafficEvent event) {
    return status(event) >= FIRST_SERVER_ERROR
        || !(event.reason() == CompletionReason.COMPLETED
            || event.reason() == CompletionReason.REDIRECTED);
  }
}
