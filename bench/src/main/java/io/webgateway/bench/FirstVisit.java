package io.webgateway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Asks once before anything is counted: the right answer must come, and all of it. */
final class FirstVisit {
  private static final int PATIENCE_SECONDS = 30;
  private static final int ANSWER_MILLIS = 5_000;
  private static final int PAUSE_MILLIS = 50;

  private FirstVisit() {}

  /** Waits for the right answer in clear. */
  static void await(String who, int port) throws InterruptedException {
    await(who, () -> new Socket(InetAddress.getLoopbackAddress(), port), PAUSE_MILLIS);
  }

  /** Waits for the right answer inside TLS, under the run's own certificate. */
  static void awaitTls(String who, int port) throws InterruptedException {
    await(who, () -> tls(port, "http/1.1"), PAUSE_MILLIS);
  }

  /**
   * Asks until the right answer comes; no answer at all is asked for again at once.
   *
   * @return when it was there, in nanoseconds of {@link System#nanoTime}
   */
  static long first(String who, int port) throws InterruptedException {
    await(who, () -> new Socket(InetAddress.getLoopbackAddress(), port), 1);
    return System.nanoTime();
  }

  /** The protocol that a server chooses from http2 and HTTP/1.1; empty when it chooses none. */
  static String chosen(int port) throws IOException {
    try (SSLSocket socket = tls(port, "h2", "http/1.1")) {
      return socket.getApplicationProtocol();
    }
  }

  @FunctionalInterface
  private interface Opening {
    Socket open() throws IOException;
  }

  private static void await(String who, Opening opening, long pauseMillis)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String answer = ask(opening);
    while (!isRight(answer)) {
      if (System.nanoTime() > end) {
        throw new BenchException(who + " does not answer as it should: " + answer);
      }
      TimeUnit.MILLISECONDS.sleep(pauseMillis);
      answer = ask(opening);
    }
  }

  private static boolean isRight(String answer) {
    return answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("\r\n\r\n" + Place.ANSWER);
  }

  private static String ask(Opening opening) {
    try (Socket socket = opening.open()) {
      socket.setSoTimeout(ANSWER_MILLIS);
      socket
          .getOutputStream()
          .write(
              ("GET / HTTP/1.1\r\nHost: " + Place.HOST + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static SSLSocket tls(int port, String... protocols) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(null, new TrustManager[] {new OnlyOurs()}, null);
      SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(ANSWER_MILLIS);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(Place.HOST)));
      parameters.setApplicationProtocols(protocols);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tells the run's certificate by its name: another would cost its server something else. */
  private static final class OnlyOurs implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      String subject = chain[0].getSubjectX500Principal().getName();
      if (!subject.equals("CN=bench")) {
        throw new CertificateException("the certificate is " + subject + "'s");
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
