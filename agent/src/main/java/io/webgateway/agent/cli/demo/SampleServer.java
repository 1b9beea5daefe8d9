package io.webgateway.agent.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The JDK's small HTTP server on 127.0.0.1 with a virtual thread for each request, for samples that
 * need no more.
 */
final class SampleServer implements AutoCloseable {
  private static final int EXIT_FAILED = 1;
  static final int EXIT_USAGE = 2;
  private static final int BACKLOG = 128;

  private final HttpServer server;
  private final ExecutorService threads;

  private SampleServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Something that listens, given its options. */
  @FunctionalInterface
  interface Starter {
    AutoCloseable start(SampleOptions options) throws IOException;
  }

  static SampleServer start(int port, HttpHandler answer) throws IOException {
    // Without it every answer in two parts waits 40 ms for the client's delayed acknowledgement;
    // the server reads it when its classes load (JDK, module jdk.httpserver).
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    var server = HttpServer.create(address, BACKLOG);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    server.createContext("/", exchange -> answerOrEnd(exchange, answer));
    server.setExecutor(threads);
    server.start();
    return new SampleServer(server, threads);
  }

  /** An exchange that broke off is ended; one that was answered leaves its connection open. */
  private static void answerOrEnd(HttpExchange exchange, HttpHandler answer) throws IOException {
    boolean answered = false;
    try {
      answer.handle(exchange);
      answered = true;
    } finally {
      if (!answered) {
        exchange.close();
      }
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** The body of a sample's {@code main}: runs until the process is ended. */
  static void runAsProgram(String defaultName, String[] arguments, Starter starter) {
    try {
      starter.start(SampleOptions.parse(defaultName, arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "; usage: [--name NAME] [--port PORT]");
      System.exit(EXIT_USAGE);
    } catch (IOException e) {
      System.err.println("cannot listen on 127.0.0.1: " + e.getMessage());
      System.exit(EXIT_FAILED);
    }
  }
}
