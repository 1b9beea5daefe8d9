package io.webgateway.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The benchmarks that there are, each with its kinds of load in the order in which they run. */
enum Benchmark {
  /** HTTP/1.1 keep-alive in clear, answers of 1 KiB. */
  HTTP1,

  /** The same inside TLS 1.3; and one full handshake per request. */
  HTTPS1,

  /** http2 inside TLS 1.3, several streams per connection, answers of 1 KiB. */
  HTTP2,

  /** Bodies of 64 MiB over HTTP/1.1, down and up, in clear and inside TLS 1.3. */
  BULK,

  /** Bytes by port, unread: one stream of bodies of 64 MiB, and many small round trips. */
  TCP,

  /** The same with a connection for each round trip. */
  CONNECT,

  /** Datagrams by port and their answers: one busy flow, and many quiet ones. */
  UDP;

  static Optional<Benchmark> named(String name) {
    return Arrays.stream(values()).filter(each -> each.label().equals(name)).findFirst();
  }

  /** As people write it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<Series> series() {
    return switch (this) {
      case HTTP1 -> List.of(perRequest(Wrk.REQUESTS));
      case HTTPS1 ->
          List.of(
              perRequest(H2Load.KEEP_ALIVE),
              new Series("cpu_per_handshake", Series.Unit.MICROS_PER_HANDSHAKE, H2Load.HANDSHAKES));
      case HTTP2 -> List.of(perRequest(H2Load.STREAMS));
      case BULK ->
          List.of(
              perGib("http_down", H2Load.DOWN),
              perGib("http_up", H2Load.UP),
              perGib("https_down", H2Load.TLS_DOWN),
              perGib("https_up", H2Load.TLS_UP));
      case TCP ->
          List.of(
              perGib("one_stream", H2Load.STREAM_DOWN),
              new Series("cpu_per_round_trip", Series.Unit.MICROS_PER_ROUND_TRIP, Wrk.ROUND_TRIPS));
      case CONNECT ->
          List.of(
              new Series("cpu_per_connection", Series.Unit.MICROS_PER_CONNECTION, Wrk.CONNECTIONS));
      case UDP ->
          List.of(
              perDatagram("one_flow", Datagrams.ONE_FLOW),
              perDatagram("many_flows", Datagrams.MANY_FLOWS));
    };
  }

  private static Series perRequest(Load load) {
    return new Series("cpu_per_request", Series.Unit.MICROS_PER_REQUEST, load);
  }

  private static Series perGib(String way, Load load) {
    return new Series("cpu_per_gib_" + way, Series.Unit.SECONDS_PER_GIB, load);
  }

  private static Series perDatagram(String way, Load load) {
    return new Series("cpu_per_answer_" + way, Series.Unit.MICROS_PER_ANSWER, load);
  }

  /** The port that it goes through whose bytes nobody looks at; -1 when it goes through HTTP. */
  int port(Contender.Running proxy) {
    return switch (this) {
      case TCP, CONNECT -> proxy.tcpPort();
      case UDP -> proxy.udpPort();
      case HTTP1, HTTPS1, HTTP2, BULK -> -1;
    };
  }

  /** Whether the large body is moved. */
  boolean movesBodies() {
    return this == BULK || this == TCP;
  }

  /** Whether whoever does not agree to http2 has no part in it. */
  boolean wantsHttp2() {
    return this == HTTP2;
  }
}
