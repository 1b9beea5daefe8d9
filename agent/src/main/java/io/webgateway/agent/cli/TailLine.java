package io.webgateway.agent.cli;

import io.webgateway.client.screen.Amounts;
import io.webgateway.client.traffic.TrafficRow;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One event in one line, in columns that stay where they are. */
final class TailLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String RESET = "\u001b[0m";

  /** What the columns are. */
  static final String TITLES =
      form("TIME (UTC)", "METHOD", "CODE", "TOOK", "BYTES", "WORKLOAD", "VISITOR", "WHAT");

  private final boolean coloured;

  TailLine(boolean coloured) {
    this.coloured = coloured;
  }

  /** The line of an event. */
  String of(TrafficEvent event) {
    TrafficRow row = new TrafficRow(0, event);
    boolean isCompleted = event.reason() == CompletionReason.COMPLETED;
    String text =
        form(
            TIME.format(event.startedAt()),
            row.method().isEmpty() ? "-" : Printable.of(row.method()),
            row.status().isEmpty() ? "-" : row.status(),
            row.duration(),
            Amounts.bytes(row.bytesIn() + row.bytesOut()),
            orDash(event.workload()),
            orDash(event.clientAddress()),
            orDash(row.host() + row.path())
                + (isWeb(event) ? "" : "  " + row.protocol())
                + (isCompleted ? "" : "  " + row.outcome()));
    return coloured ? colour(row) + text + RESET : text;
  }

  private static boolean isWeb(TrafficEvent event) {
    return event instanceof TrafficEvent.HttpExchange exchange
        && exchange.protocol() != TrafficEvent.Protocol.WEBSOCKET;
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : Printable.of(text);
  }

  private static String colour(TrafficRow row) {
    return switch (row.tone()) {
      case GOOD, NEUTRAL -> "";
      case ATTENTION -> "\u001b[33m";
      case BAD -> "\u001b[31m";
    };
  }

  private static String form(Object... cells) {
    return String.format(Locale.ROOT, "%-12s  %-7s  %-4s  %8s  %8s  %-20s  %-15s  %s", cells);
  }
}
