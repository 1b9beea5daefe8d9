package io.webgateway.agent.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;

/** Sends back what comes. */
record EchoServer(Optional<ServerSocket> socket) implements AutoCloseable {
  static final EchoServer NOWHERE = new EchoServer(Optional.empty());

  static EchoServer start() throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(socket));
    return new EchoServer(Optional.of(socket));
  }

  private static void accept(ServerSocket socket) {
    try {
      while (true) {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> echo(connection));
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private static void echo(Socket connection) {
    try (connection) {
      connection.getInputStream().transferTo(connection.getOutputStream());
    } catch (IOException e) {
      // The visitor left: nothing is owed to it.
    }
  }

  int port() {
    return socket.orElseThrow().getLocalPort();
  }

  @Override
  public void close() throws IOException {
    if (socket.isPresent()) {
      socket.get().close();
    }
  }
}
