package io.webgateway.agent.management;

import io.webgateway.wire.CallToken;
import io.webgateway.wire.Json;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import tools.jackson.databind.JsonNode;

/** Calls a {@link ManagementWorld} over TLS, trusting its pinned key and nothing else. */
final class ApiClient implements AutoCloseable {
  private final ManagementWorld world;
  private final HttpClient http;

  ApiClient(ManagementWorld world) {
    this.world = world;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(pinned(world.tls.pin()))
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  /** A call that is being put together. */
  final class Draft {
    private final String method;
    private final String uri;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String body = "";
    private Optional<SigningKey> key = Optional.empty();
    private boolean isRecord;

    private Draft(String method, String uri) {
      this.method = method;
      this.uri = uri;
    }

    Draft as(SigningKey caller) {
      key = Optional.of(caller);
      return this;
    }

    Draft json(Object value) {
      body = Json.write(value);
      return header("Content-Type", "application/json");
    }

    Draft record(String text) {
      body = text;
      isRecord = true;
      return header("Content-Type", "application/jose");
    }

    Draft header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    HttpRequest request() {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + world.port() + uri))
              .timeout(Duration.ofSeconds(15))
              .method(method, HttpRequest.BodyPublishers.ofString(body));
      headers.forEach(request::header);
      key.ifPresent(signer -> request.header("Authorization", "Bearer " + token(signer)));
      return request.build();
    }

    private String token(SigningKey signer) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      boolean reads = isRecord || method.equals("GET") || method.equals("HEAD");
      CallToken token =
          reads
              ? CallToken.reading(
                  signer.identity(), world.nodeKey.identity(), world.clock.instant())
              : CallToken.changing(
                  signer.identity(),
                  world.nodeKey.identity(),
                  world.clock.instant(),
                  method,
                  uri,
                  bytes);
      return token.sign(signer);
    }

    HttpResponse<String> send() {
      try {
        return http.send(request(), HttpResponse.BodyHandlers.ofString());
      } catch (IOException e) {
        throw new AssertionError("the call failed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("the call was interrupted", e);
      }
    }
  }

  Draft get(String uri) {
    return new Draft("GET", uri);
  }

  Draft call(String method, String uri) {
    return new Draft(method, uri);
  }

  HttpClient http() {
    return http;
  }

  static JsonNode json(HttpResponse<String> response) {
    return Json.readTree(response.body());
  }

  /** The code of the problem that the answer is. */
  static String code(HttpResponse<String> response) {
    String type = json(response).path("type").asString("");
    return type.substring(type.lastIndexOf(':') + 1);
  }

  static SSLContext pinned(String pin) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new PinTrust(pin)}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class PinTrust extends X509ExtendedTrustManager {
    private final String pin;

    private PinTrust(String pin) {
      this.pin = pin;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-256").digest(chain[0].getPublicKey().getEncoded());
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(digest).equals(pin)) {
          throw new CertificateException("another key than the pinned one");
        }
      } catch (GeneralSecurityException e) {
        throw new CertificateException(e);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
