package io.webgateway.agent.cli.demo;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A WebSocket that says back what it is told, at {@code /echo}, and at {@code /} a page that opens
 * it. The JDK has no WebSocket server, so this sample alone stands on Helidon, which the agent has
 * anyway. Listens on 127.0.0.1 only.
 */
public final class SampleChat implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final String PAGE = "chat.html";

  private final WebServer server;

  private SampleChat(SampleOptions options) throws IOException {
    byte[] page = page();
    server =
        WebServer.builder()
            .shutdownHook(false)
            .bindAddress(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), options.port()))
            .backlog(BACKLOG)
            .featuresDiscoverServices(false)
            .routing(routing -> routing.get("/", (request, response) -> send(response, page)))
            .addRouting(WsRouting.builder().endpoint("/echo", Echo::new))
            .build()
            .start();
    // A server that could not start says so in its log only.
    if (!server.isRunning()) {
      throw new IOException("port " + options.port() + " is not free");
    }
  }

  /**
   * Starts one.
   *
   * @throws IOException when the port is taken
   */
  public static SampleChat start(SampleOptions options) throws IOException {
    return new SampleChat(options);
  }

  /** The port it listens on, also when the system chose it. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static void send(ServerResponse response, byte[] page) {
    response.headers().contentType(MediaTypes.TEXT_HTML);
    response.send(page);
  }

  private static byte[] page() throws IOException {
    try (InputStream resource = SampleChat.class.getResourceAsStream(PAGE)) {
      if (resource == null) {
        throw new FileNotFoundException("the program lacks its page " + PAGE);
      }
      return resource.readAllBytes();
    }
  }

  /** Text as text, bytes as bytes, pieces as pieces. */
  private static final class Echo implements WsListener {
    @Override
    public void onMessage(WsSession session, String text, boolean last) {
      session.send(text, last);
    }

    @Override
    public void onMessage(WsSession session, BufferData buffer, boolean last) {
      session.send(buffer, last);
    }
  }

  /** Runs one as a program: {@code --name NAME --port PORT}. */
  public static void main(String[] arguments) {
    SampleServer.runAsProgram(
        "chat",
        arguments,
        options -> {
          var chat = start(options);
          System.out.println(options.name() + " listens on http://127.0.0.1:" + chat.port());
          return chat;
        });
  }
}
