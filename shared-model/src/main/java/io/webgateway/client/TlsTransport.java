package io.webgateway.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** HTTPS to an agent whose TLS key is pinned. HTTP/1.1; redirects are not followed. */
public final class TlsTransport implements Transport {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

  private final URI base;
  private final HttpClient client;

  private TlsTransport(URI base, SSLContext context) {
    this.base = base;
    this.client =
        HttpClient.newBuilder()
            .sslContext(context)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_LIMIT)
            .build();
  }

  /**
   * Speaks to whoever holds the pinned key.
   *
   * @param base {@code https://host:port}
   * @param pin SHA-256 of the key's SPKI, base64url
   */
  public static TlsTransport pinned(URI base, String pin) {
    return new TlsTransport(base, PinnedTrust.accepting(pin));
  }

  static TlsTransport unverified(URI base) {
    return new TlsTransport(base, PinnedTrust.acceptingAnyForNow());
  }

  /** An answer with the pin of the key that the other end showed for it. */
  record Shown(Answer answer, String pin) {}

  Shown sendAndSeeKey(Call call) throws IOException {
    HttpResponse<InputStream> response = exchange(call);
    try {
      Certificate[] chain = response.sslSession().orElseThrow().getPeerCertificates();
      return new Shown(whole(response), PinnedTrust.pinOf(chain[0]));
    } catch (SSLPeerUnverifiedException e) {
      throw new UntrustedException(address() + " showed no key", e);
    }
  }

  @Override
  public Answer send(Call call) throws IOException {
    return whole(exchange(call));
  }

  @Override
  public OpenAnswer open(Call call) throws IOException {
    HttpResponse<InputStream> response = exchange(call);
    return new OpenAnswer(response.statusCode(), headers(response), response.body());
  }

  private HttpResponse<InputStream> exchange(Call call) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(call.target())).timeout(ANSWER_LIMIT);
    call.headers().forEach(request::header);
    request.method(call.method(), publisher(call));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (SSLHandshakeException e) {
      throw asUntrusted(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The call was interrupted", e);
    }
  }

  private static HttpRequest.BodyPublisher publisher(Call call) {
    return call.body().isEmpty() && call.method().equals("GET")
        ? HttpRequest.BodyPublishers.noBody()
        : HttpRequest.BodyPublishers.ofString(call.body());
  }

  private IOException asUntrusted(SSLHandshakeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && message.contains(PinnedTrust.REFUSAL)) {
        throw new UntrustedException(
            address() + " shows another TLS key than the node's signed record names", e);
      }
    }
    return e;
  }

  private static Answer whole(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(MAX_ANSWER_BYTES + 1);
      if (bytes.length > MAX_ANSWER_BYTES) {
        throw new IOException("The answer is larger than " + MAX_ANSWER_BYTES + " bytes");
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      return new Answer(response.statusCode(), headers(response), text);
    }
  }

  private static Map<String, String> headers(HttpResponse<InputStream> response) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
    return headers;
  }

  @Override
  public String address() {
    return base.toString();
  }

  @Override
  public boolean isLocalAdministrator() {
    return false;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
