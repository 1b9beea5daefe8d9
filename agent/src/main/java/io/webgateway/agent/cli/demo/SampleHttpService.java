package io.webgateway.agent.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A small HTTP service that shows what reaches it through the gateway. It answers:
 *
 * <ul>
 *   <li>{@code GET /} who it is and every header it received, as a page for browsers ({@code
 *       Accept: text/html}) and as JSON for everyone else
 *   <li>{@code GET /slow?millis=2000} the same after a pause, at most 30 s
 *   <li>{@code GET /bytes?n=1048576} that many bytes, at most 1 GiB, with a Content-Length
 *   <li>{@code POST /echo} the request's body, streamed back as it arrives
 *   <li>{@code GET /healthz} ok
 * </ul>
 *
 * Listens on 127.0.0.1 only.
 */
public final class SampleHttpService implements AutoCloseable {
  private static final long DEFAULT_PAUSE_MILLIS = 2_000;
  private static final long MAX_PAUSE_MILLIS = 30_000;
  private static final long DEFAULT_BYTES = 1 << 20;
  private static final long MAX_BYTES = 1 << 30;
  private static final int CHUNK_BYTES = 16_384;

  private final String name;
  private final SampleServer server;

  private SampleHttpService(SampleOptions options) throws IOException {
    this.name = options.name();
    this.server = SampleServer.start(options.port(), this::answer);
  }

  /**
   * Starts one.
   *
   * @throws IOException when the port is taken
   */
  public static SampleHttpService start(SampleOptions options) throws IOException {
    return new SampleHttpService(options);
  }

  /** The port it listens on, also when the system chose it. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("X-Sample-Instance", name);
    var method = exchange.getRequestMethod();
    var path = exchange.getRequestURI().getPath();
    switch (path) {
      case "/echo" -> echo(exchange, method);
      case "/", "/slow", "/bytes", "/healthz" -> {
        if (method.equals("GET") || method.equals("HEAD")) {
          read(exchange, path);
        } else {
          refuse(exchange, "GET, HEAD");
        }
      }
      default -> send(exchange, 404, "text/plain; charset=utf-8", "there is no " + path + "\n");
    }
  }

  private void read(HttpExchange exchange, String path) throws IOException {
    switch (path) {
      case "/slow" -> {
        pause(number(exchange, "millis", DEFAULT_PAUSE_MILLIS, MAX_PAUSE_MILLIS));
        greet(exchange);
      }
      case "/bytes" -> bytes(exchange, number(exchange, "n", DEFAULT_BYTES, MAX_BYTES));
      case "/healthz" -> send(exchange, 200, "text/plain; charset=utf-8", "ok\n");
      default -> greet(exchange);
    }
  }

  private void greet(HttpExchange exchange) throws IOException {
    var greeting = Greeting.of(name, exchange);
    exchange.getResponseHeaders().set("Vary", "Accept");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (greeting.isForBrowser()) {
      send(exchange, 200, "text/html; charset=utf-8", greeting.html());
    } else {
      send(exchange, 200, "application/json", greeting.json());
    }
  }

  private static void bytes(HttpExchange exchange, long count) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
    if (isHead(exchange) || count == 0) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, count);
    var chunk = new byte[CHUNK_BYTES];
    Arrays.fill(chunk, (byte) 'w');
    try (var body = exchange.getResponseBody()) {
      for (long left = count; left > 0; left -= CHUNK_BYTES) {
        body.write(chunk, 0, (int) Math.min(left, CHUNK_BYTES));
      }
    }
  }

  private static void echo(HttpExchange exchange, String method) throws IOException {
    if (!method.equals("POST")) {
      refuse(exchange, "POST");
      return;
    }
    var type = exchange.getRequestHeaders().getFirst("Content-Type");
    exchange
        .getResponseHeaders()
        .set("Content-Type", type == null ? "application/octet-stream" : type);
    exchange.sendResponseHeaders(200, 0);
    var chunk = new byte[CHUNK_BYTES];
    try (var from = exchange.getRequestBody();
        var back = exchange.getResponseBody()) {
      for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
        back.write(chunk, 0, read);
        back.flush();
      }
    }
  }

  private static void refuse(HttpExchange exchange, String allowed) throws IOException {
    exchange.getResponseHeaders().set("Allow", allowed);
    send(exchange, 405, "text/plain; charset=utf-8", "only " + allowed + " here\n");
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    if (isHead(exchange)) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length);
    try (var body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }

  private static boolean isHead(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("HEAD");
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server is closing; answer at once
    }
  }

  /** A number from the query, within 0 and the maximum; the default when it is absent or none. */
  private static long number(HttpExchange exchange, String key, long fallback, long maximum) {
    var query = exchange.getRequestURI().getQuery();
    if (query == null) {
      return fallback;
    }
    return Arrays.stream(query.split("&", -1))
        .filter(part -> part.startsWith(key + "="))
        .map(part -> part.substring(key.length() + 1))
        .filter(digits -> digits.matches("[0-9]{1,12}"))
        .map(digits -> Math.min(Long.parseLong(digits), maximum))
        .findFirst()
        .orElse(fallback);
  }

  /** Runs one as a program: {@code --name NAME --port PORT}. */
  public static void main(String[] arguments) {
    SampleServer.runAsProgram(
        "sample",
        arguments,
        options -> {
          var service = start(options);
          System.out.println(options.name() + " listens on http://127.0.0.1:" + service.port());
          return service;
        });
  }
}
