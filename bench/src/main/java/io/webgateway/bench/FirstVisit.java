package io.webgateway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Asks once before anything is counted: the right answer must come, and all of it. */
final class FirstVisit {
  private static final int PATIENCE_SECONDS = 30;

  private FirstVisit() {}

  static void await(String who, int port, String host) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String answer = ask(port, host);
    while (!isRight(answer)) {
      if (System.nanoTime() > end) {
        throw new BenchException(who + " does not answer as it should: " + answer);
      }
      TimeUnit.MILLISECONDS.sleep(50);
      answer = ask(port, host);
    }
  }

  private static boolean isRight(String answer) {
    return answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("\r\n\r\n" + Place.ANSWER);
  }

  private static String ask(int port, String host) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
