package io.webgateway.bench.change;

import io.webgateway.bench.BenchException;
import io.webgateway.bench.change.talk.Head;
import io.webgateway.bench.change.visit.Target;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Waits until the backend answers through a gateway. */
final class FirstVisits {
  private static final long PATIENCE_SECONDS = 60;

  private FirstVisits() {}

  static void await(Target target) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!isServed(target)) {
      if (System.nanoTime() > end) {
        throw new BenchException("nothing is served at port " + target.httpPort());
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static boolean isServed(Target target) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.httpPort())) {
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(5));
      String request = "GET / HTTP/1.1\r\nHost: " + target.host() + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return Head.read(new BufferedInputStream(socket.getInputStream())).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
