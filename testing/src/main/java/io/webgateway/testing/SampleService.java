package io.webgateway.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A tenant's private service on a free port of 127.0.0.1. Answers every path with its name; {@code
 * /status/404} and the like with that status. Thread-safe.
 */
public final class SampleService implements AutoCloseable {
  private final String name;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong requests = new AtomicLong();

  private SampleService(String name) throws IOException {
    this.name = name;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Starts one that answers {@code "I am NAME"}. */
  public static SampleService start(String name) {
    try {
      return new SampleService(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port that the system chose. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** How a workload names it as a backend. */
  public String address() {
    return "127.0.0.1:" + port();
  }

  /** How many requests came so far, health checks of the gateway included. */
  public long requests() {
    return requests.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    byte[] text = ("I am " + name + "\n").getBytes(StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    int status = path.matches("/status/[2-5][0-9]{2}") ? Integer.parseInt(path.substring(8)) : 200;
    exchange.getResponseHeaders().set("content-type", "text/plain; charset=utf-8");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : text.length);
    try (exchange) {
      if (!head) {
        exchange.getResponseBody().write(text);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
