package io.webgateway.filter;

import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.model.traffic.TrafficEvent.HttpExchange;
import io.webgateway.model.traffic.TrafficEvent.Protocol;
import io.webgateway.model.traffic.TrafficEvent.StreamConnection;
import io.webgateway.model.traffic.TrafficEvent.TlsRejection;
import io.webgateway.model.traffic.TrafficEvent.UdpFlow;
import java.time.Instant;

/** One event of each kind. */
final class Events {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  static final TrafficEvent POST =
      new HttpExchange(
          "x1",
          START,
          700_000_000L,
          "192.0.2.7",
          "blog/web",
          "owner",
          Protocol.HTTP_1_1,
          "POST",
          "blog.gw.example",
          "/api/Posts.json",
          503,
          600_000_000L,
          2_000,
          1_000_000,
          "[400::1]:80",
          CompletionReason.COMPLETED);

  static final TrafficEvent SOCKET =
      new HttpExchange(
          "x2",
          START,
          5_000_000_000L,
          "2001:db8::5",
          "chat/ws",
          "owner",
          Protocol.WEBSOCKET,
          "GET",
          "chat.example.org",
          "/socket",
          101,
          1_000_000L,
          10,
          20,
          "[400::2]:80",
          CompletionReason.COMPLETED);

  static final TrafficEvent STREAM =
      new StreamConnection(
          "c1",
          START,
          1_000_000L,
          "192.0.2.8",
          "mail/imap",
          "owner",
          "mail.gw.example",
          5,
          6,
          "[400::3]:993",
          CompletionReason.CLIENT_ABORTED);

  static final TrafficEvent REFUSED =
      new TlsRejection(
          START, 10, "203.0.113.9", "nowhere.example", CompletionReason.TLS_UNKNOWN_SERVER_NAME);

  static final TrafficEvent FLOW =
      new UdpFlow(
          "u1",
          START,
          60_000_000_000L,
          "192.0.2.9",
          "dns/zone",
          "owner",
          10,
          400,
          10,
          900,
          0,
          "[400::4]:53",
          CompletionReason.FLOW_EXPIRED);

  private Events() {}
}
