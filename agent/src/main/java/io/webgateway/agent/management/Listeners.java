package io.webgateway.agent.management;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.webgateway.agent.observe.NodeMetrics;
import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;

/** Web servers with the limits of this API. */
final class Listeners {
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_PROLOGUE_BYTES = 10 * 1024;
  private static final int MAX_CONNECTIONS = 1_024;
  private static final int MAX_CALLS = 512;
  private static final int BACKLOG = 256;
  private static final int SERVER_FAULTS = 500;
  private static final long MAX_BODY_BYTES = 512L * 1024;
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration IDLE_CHECK = Duration.ofSeconds(10);
  private static final Duration STOP_GRACE = Duration.ofMillis(200);

  private Listeners() {}

  /** A server in clear. */
  static WebServer clear(SocketAddress address, HttpRouting.Builder routing) {
    return limited(address, routing).build();
  }

  /** A server on TLS 1.2 and 1.3. */
  static WebServer tls(ManagementSettings.Tls settings, HttpRouting.Builder routing) {
    return limited(settings.address(), routing)
        .tls(
            tls ->
                tls.sslContext(settings.context())
                    .addApplicationProtocol("http/1.1")
                    .enabledProtocols(List.of("TLSv1.3", "TLSv1.2")))
        .build();
  }

  /** Every call goes to the API. */
  static HttpRouting.Builder routing(HelidonCalls calls) {
    return HttpRouting.builder().any(calls);
  }

  /** Metrics and nothing else. */
  static HttpRouting.Builder metrics(NodeMetrics metrics) {
    return HttpRouting.builder()
        .get(
            "/metrics",
            (request, response) -> {
              response.header(HeaderNames.CONTENT_TYPE, NodeMetrics.MEDIA_TYPE);
              response.send(metrics.scrape());
            });
  }

  private static WebServerConfig.Builder limited(
      SocketAddress address, HttpRouting.Builder routing) {
    Http1Config http =
        Http1Config.builder()
            .maxHeadersSize(MAX_HEADER_BYTES)
            .maxPrologueLength(MAX_PROLOGUE_BYTES)
            .validateRequestHeaders(true)
            .build();
    return WebServer.builder()
        .shutdownHook(false)
        .bindAddress(address)
        .routing(routing)
        .protocolsDiscoverServices(false)
        .featuresDiscoverServices(false)
        .addConnectionSelector(Http1ConnectionSelector.builder().config(http).build())
        .backlog(BACKLOG)
        .maxTcpConnections(MAX_CONNECTIONS)
        .maxConcurrentRequests(MAX_CALLS)
        .maxPayloadSize(MAX_BODY_BYTES)
        .connectionOptions(options -> options.readTimeout(READ_TIMEOUT))
        .idleConnectionTimeout(IDLE_TIMEOUT)
        .idleConnectionPeriod(IDLE_CHECK)
        .shutdownGracePeriod(STOP_GRACE)
        .directHandlers(plainProblems())
        .errorHandling(errors -> errors.includeEntity(false));
  }

  /** What is not even a call is refused by the web server itself; it too tells a problem. */
  private static DirectHandlers plainProblems() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(
          type,
          (request, event, status, headers, message) ->
              DirectHandler.TransportResponse.builder()
                  .status(status)
                  .keepAlive(false)
                  .header(HeaderNames.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
                  .entity(Json.write(problem(status.code())))
                  .build());
    }
    return handlers.build();
  }

  private static ProblemDocument problem(int status) {
    return status < SERVER_FAULTS
        ? ProblemDocument.of(
            status,
            "bad-request",
            "Bad request",
            "",
            "The server could not read this as a call",
            "Send a well-formed HTTP/1.1 request with a head of at most 16 KiB")
        : ProblemDocument.of(
            status,
            "server-busy",
            "Not available now",
            "",
            "The server could not take this call",
            "Try again later");
  }
}
