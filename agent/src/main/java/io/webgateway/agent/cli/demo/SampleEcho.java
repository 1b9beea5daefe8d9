package io.webgateway.agent.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service of bare TCP: it greets first, then says back what it is told, and ends when the visitor
 * does. Stands in for a database on machines that have none. Listens on 127.0.0.1 only.
 */
public final class SampleEcho implements AutoCloseable {
  private static final int BACKLOG = 128;

  private final ServerSocket socket;
  private final byte[] greeting;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private SampleEcho(SampleOptions options) throws IOException {
    socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), options.port()), BACKLOG);
    greeting =
        ("This is " + options.name() + ". Say something.\n").getBytes(StandardCharsets.UTF_8);
    Thread.ofPlatform().name("sample-echo").start(this::accept);
  }

  /**
   * Starts one.
   *
   * @throws IOException when the port is taken
   */
  public static SampleEcho start(SampleOptions options) throws IOException {
    return new SampleEcho(options);
  }

  /** The port it listens on, also when the system chose it. */
  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket visitor = socket.accept();
        threads.execute(() -> echo(visitor));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          System.err.println("a connection was not accepted: " + e.getMessage());
        }
      }
    }
  }

  private void echo(Socket visitor) {
    try (visitor) {
      InputStream in = visitor.getInputStream();
      OutputStream out = visitor.getOutputStream();
      out.write(greeting);
      in.transferTo(out);
    } catch (IOException e) {
      System.err.println("a visitor went away: " + e.getMessage());
    }
  }

  /** Runs one as a program: {@code --name NAME --port PORT}. */
  public static void main(String[] arguments) {
    SampleServer.runAsProgram(
        "echo",
        arguments,
        options -> {
          var echo = start(options);
          System.out.println(options.name() + " listens on 127.0.0.1:" + echo.port());
          return echo;
        });
  }
}
