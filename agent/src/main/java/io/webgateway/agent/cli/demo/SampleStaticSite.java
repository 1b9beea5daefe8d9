package io.webgateway.agent.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A small static site from the resources in {@code site/}: right types, entity tags and dates, 304
 * for what the browser already has (RFC 9110, section 13), GET and HEAD. Only the files it knows by
 * name are served, so no path can lead outside. Listens on 127.0.0.1 only.
 */
public final class SampleStaticSite implements AutoCloseable {
  private static final List<String> FILES =
      List.of("index.html", "words.html", "style.css", "page.js", "mark.svg", "robots.txt");

  private final String name;
  private final Map<String, SiteFile> files =
      FILES.stream().collect(Collectors.toUnmodifiableMap(file -> "/" + file, SiteFile::load));
  private final SampleServer server;

  private SampleStaticSite(SampleOptions options) throws IOException {
    this.name = options.name();
    this.server = SampleServer.start(options.port(), this::answer);
  }

  /**
   * Starts one.
   *
   * @throws IOException when the port is taken
   */
  public static SampleStaticSite start(SampleOptions options) throws IOException {
    return new SampleStaticSite(options);
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
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      sendText(exchange, 405, "this site can only be read\n");
      return;
    }
    var path = exchange.getRequestURI().getPath();
    var file = files.get(path.equals("/") ? "/index.html" : path);
    if (file == null) {
      sendText(exchange, 404, "there is no such page here\n");
    } else {
      sendFile(exchange, file);
    }
  }

  private static void sendFile(HttpExchange exchange, SiteFile file) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("ETag", file.entityTag());
    headers.set("Last-Modified", file.lastModified());
    headers.set("Cache-Control", "no-cache");
    if (isKnown(exchange, file)) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    headers.set("Content-Type", file.type());
    send(exchange, 200, file.content());
  }

  /** If-None-Match decides alone when it is there (RFC 9110, section 13.2.2). */
  private static boolean isKnown(HttpExchange exchange, SiteFile file) {
    var tags = exchange.getRequestHeaders().getFirst("If-None-Match");
    if (tags != null) {
      return Arrays.stream(tags.split(",", -1))
          .map(String::strip)
          .anyMatch(tag -> tag.equals("*") || tag.replaceFirst("^W/", "").equals(file.entityTag()));
    }
    return file.lastModified().equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
  }

  private static void sendText(HttpExchange exchange, int status, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, content.length);
    try (var body = exchange.getResponseBody()) {
      body.write(content);
    }
  }

  /** Runs one as a program: {@code --name NAME --port PORT}. */
  public static void main(String[] arguments) {
    SampleServer.runAsProgram(
        "site",
        arguments,
        options -> {
          var site = start(options);
          System.out.println(options.name() + " listens on http://127.0.0.1:" + site.port());
          return site;
        });
  }
}
