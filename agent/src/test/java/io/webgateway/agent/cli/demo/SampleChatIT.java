package io.webgateway.agent.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SampleChatIT {
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private SampleChat chat;

  @BeforeEach
  void start() throws IOException {
    chat = SampleChat.start(new SampleOptions("chat", 0));
  }

  @AfterEach
  void stop() {
    chat.close();
    client.close();
  }

  /** Writes down what it hears. */
  private final class Ear implements WebSocket.Listener {
    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      heard.add("text " + data + (last ? "" : " ..."));
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      heard.add("bytes " + StandardCharsets.UTF_8.decode(data));
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      heard.add("closed " + status);
      return null;
    }
  }

  private WebSocket open() {
    return client
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://127.0.0.1:" + chat.port() + "/echo"), new Ear())
        .join();
  }

  private @Nullable String next() throws InterruptedException {
    return heard.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void saysBackWhatItIsTold() throws InterruptedException {
    WebSocket socket = open();
    socket.sendText("hello", true).join();
    assertThat(next()).isEqualTo("text hello");
    socket.sendText("in two ", false).join();
    socket.sendText("pieces", true).join();
    assertThat(next() + "|" + next()).isEqualTo("text in two  ...|text pieces");
    socket.sendBinary(ByteBuffer.wrap("raw".getBytes(StandardCharsets.UTF_8)), true).join();
    assertThat(next()).isEqualTo("bytes raw");
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
    assertThat(next()).isEqualTo("closed 1000");
  }

  @Test
  void showsAPageThatOpensTheWebSocket() throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + chat.port() + "/"));
    var page = client.send(request.build(), BodyHandlers.ofString());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    assertThat(page.body()).contains("new WebSocket(").contains("'/echo'");
  }

  @Test
  void aPortInUseIsAProblemOfInputAndOutput() {
    assertThatIOException()
        .isThrownBy(() -> SampleChat.start(new SampleOptions("second", chat.port())));
  }
}
