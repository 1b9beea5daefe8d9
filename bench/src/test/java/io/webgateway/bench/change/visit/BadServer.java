package io.webgateway.bench.change.visit;

import io.webgateway.bench.change.talk.Asking;
import io.webgateway.bench.change.talk.Content;
import io.webgateway.bench.change.talk.Head;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server that does as its script says with each connection, numbered from 0. */
final class BadServer implements AutoCloseable {
  private final ServerSocket listening;

  interface Script {
    void play(int connection, Wire wire) throws IOException;
  }

  /** One connection of it. */
  static final class Wire {
    final Socket socket;
    final InputStream in;
    final OutputStream out;

    private Wire(Socket socket) throws IOException {
      this.socket = socket;
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
    }

    Asking request() throws IOException {
      return Asking.of(Head.read(in).word(1)).orElseThrow();
    }

    void answer(Asking asking, String fields) throws IOException {
      byte[] body = body(asking);
      head("200 OK", "X-Backend: b1\r\nContent-Length: " + body.length + "\r\n" + fields);
      out.write(body);
    }

    void answerAll() throws IOException {
      while (true) {
        answer(request(), "");
      }
    }

    void head(String status, String fields) throws IOException {
      out.write(
          ("HTTP/1.1 " + status + "\r\n" + fields + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    void line(String text) throws IOException {
      out.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    void echoAll() throws IOException {
      while (true) {
        line(Head.line(in) + " b1");
      }
    }

    /** Ends it by a reset. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    static byte[] body(Asking asking) {
      byte[] body = new byte[(int) asking.bytes()];
      Content.fill(asking.seed(), 0, body, body.length);
      return body;
    }
  }

  BadServer(Script script) throws IOException {
    listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(script));
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept(Script script) {
    for (int number = 0; !listening.isClosed(); number++) {
      try {
        Socket socket = listening.accept();
        int connection = number;
        Thread.ofVirtual().start(() -> play(script, connection, socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void play(Script script, int connection, Socket socket) {
    try (socket) {
      script.play(connection, new Wire(socket));
    } catch (IOException e) {
      // The visitor has gone.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
