package io.webgateway.client.traffic;

import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.Tone;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One finished exchange or connection as a line of a table, and as facts for a detail pane.
 *
 * @param sequence its number on the node
 * @param event what happened
 */
public record TrafficRow(long sequence, TrafficEvent event) {
  private static final int CLIENT_FAULT = 400;
  private static final int SERVER_FAULT = 500;
  private static final Set<CompletionReason> BY_THE_VISITOR =
      EnumSet.of(CompletionReason.CLIENT_ABORTED, CompletionReason.FLOW_EXPIRED);

  /**
   * A fact with its name.
   *
   * @param name what it is
   * @param value its text
   */
  public record Fact(String name, String value) {}

  /** What was spoken. */
  public String protocol() {
    return switch (event) {
      case TrafficEvent.HttpExchange e ->
          switch (e.protocol()) {
            case HTTP_1_0 -> "HTTP/1.0";
            case HTTP_1_1 -> "HTTP/1.1";
            case HTTP_2 -> "HTTP/2";
            case WEBSOCKET -> "WebSocket";
          };
      case TrafficEvent.StreamConnection _ -> "TLS passthrough";
      case TrafficEvent.UdpFlow _ -> "UDP";
      case TrafficEvent.TlsRejection _ -> "TLS";
    };
  }

  /** The method; empty where there is none. */
  public String method() {
    return event instanceof TrafficEvent.HttpExchange e ? e.method() : "";
  }

  /** The host or server name; empty where none was said or may be seen. */
  public String host() {
    return switch (event) {
      case TrafficEvent.HttpExchange e -> e.host();
      case TrafficEvent.StreamConnection e -> e.serverName();
      case TrafficEvent.UdpFlow _ -> "";
      case TrafficEvent.TlsRejection e -> e.serverName();
    };
  }

  /** The path; empty where there is none or it may not be seen. */
  public String path() {
    return event instanceof TrafficEvent.HttpExchange e ? e.path() : "";
  }

  /** The answer's status; empty where there was none. */
  public String status() {
    return event instanceof TrafficEvent.HttpExchange e && e.status() > 0
        ? Integer.toString(e.status())
        : "";
  }

  /** How long it took. */
  public String duration() {
    return Amounts.nanos(event.durationNanos());
  }

  /** Bytes from the visitor. */
  public long bytesIn() {
    return switch (event) {
      case TrafficEvent.HttpExchange e -> e.requestBytes();
      case TrafficEvent.StreamConnection e -> e.clientBytes();
      case TrafficEvent.UdpFlow e -> e.clientBytes();
      case TrafficEvent.TlsRejection _ -> 0;
    };
  }

  /** Bytes to the visitor. */
  public long bytesOut() {
    return switch (event) {
      case TrafficEvent.HttpExchange e -> e.responseBytes();
      case TrafficEvent.StreamConnection e -> e.backendBytes();
      case TrafficEvent.UdpFlow e -> e.backendBytes();
      case TrafficEvent.TlsRejection _ -> 0;
    };
  }

  /** Why it ended, in words: {@code completed}, {@code upstream timeout}. */
  public String outcome() {
    return event.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** How that is meant. */
  public Tone tone() {
    int status = event instanceof TrafficEvent.HttpExchange e ? e.status() : 0;
    if (status >= SERVER_FAULT) {
      return Tone.BAD;
    }
    boolean isAsItShouldBe =
        event.reason() == CompletionReason.COMPLETED
            || event.reason() == CompletionReason.REDIRECTED;
    if (!isAsItShouldBe) {
      return BY_THE_VISITOR.contains(event.reason()) ? Tone.ATTENTION : Tone.BAD;
    }
    return status >= CLIENT_FAULT ? Tone.ATTENTION : Tone.GOOD;
  }

  /** Everything that is known, for a detail pane; what is empty is left out. */
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    add(facts, "Began", event.startedAt().toString());
    add(facts, "Lasted", duration());
    add(facts, "Protocol", protocol());
    add(facts, "Method", method());
    add(facts, "Host", host());
    add(facts, "Path", path());
    add(facts, "Status", status());
    add(facts, "Ended", outcome());
    if (event instanceof TrafficEvent.HttpExchange e && e.firstByteNanos() >= 0) {
      add(facts, "First byte after", Amounts.nanos(e.firstByteNanos()));
    }
    add(facts, "From the visitor", Amounts.bytes(bytesIn()));
    add(facts, "To the visitor", Amounts.bytes(bytesOut()));
    if (event instanceof TrafficEvent.UdpFlow e) {
      add(facts, "Datagrams in", Long.toString(e.clientDatagrams()));
      add(facts, "Datagrams out", Long.toString(e.backendDatagrams()));
      add(facts, "Datagrams dropped", Long.toString(e.drops()));
    }
    add(facts, "Visitor", event.clientAddress());
    add(facts, "Workload", event.workload());
    add(facts, "Backend", endpoint());
    add(facts, "Exchange", identifier());
    add(facts, "Owner", event.tenant());
    return List.copyOf(facts);
  }

  private String endpoint() {
    return switch (event) {
      case TrafficEvent.HttpExchange e -> e.endpoint();
      case TrafficEvent.StreamConnection e -> e.endpoint();
      case TrafficEvent.UdpFlow e -> e.endpoint();
      case TrafficEvent.TlsRejection _ -> "";
    };
  }

  private String identifier() {
    return switch (event) {
      case TrafficEvent.HttpExchange e -> e.exchangeId();
      case TrafficEvent.StreamConnection e -> e.connectionId();
      case TrafficEvent.UdpFlow e -> e.flowId();
      case TrafficEvent.TlsRejection _ -> "";
    };
  }

  private static void add(List<Fact> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.add(new Fact(name, value));
    }
  }
}
