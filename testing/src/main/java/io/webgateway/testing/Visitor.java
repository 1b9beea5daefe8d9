package io.webgateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Somebody who visits a site through a gateway on 127.0.0.1, by TLS and HTTP/1.1. */
public final class Visitor {
  private static final int PATIENCE_MILLIS = 10_000;

  private Visitor() {}

  /** What a visitor was answered; a status of 0 means that there was no answer. */
  public record Answer(int status, String text) {}

  /**
   * Visits once, on a connection of its own.
   *
   * @param httpsPort the gateway's
   * @param host the site's host
   * @param path begins with a slash
   */
  public static Answer get(int httpsPort, String host, String path) {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), httpsPort);
        SSLSocket socket =
            (SSLSocket) context().getSocketFactory().createSocket(plain, host, httpsPort, true)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(host)));
      socket.setSSLParameters(parameters);
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.startsWith("HTTP/1.1 ")
          ? new Answer(Integer.parseInt(answer.substring(9, 12)), answer)
          : new Answer(0, answer);
    } catch (IOException e) {
      return new Answer(0, String.valueOf(e.getMessage()));
    }
  }

  /** Takes every certificate: which one is shown is not what these tests are about. */
  private static SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TakesAll()}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static final class TakesAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
