import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A visitor for build/e2e: {@code URL CA_FILE TEXT TIMES} says a text and prints what comes back. */
final class EchoThroughWebSocket {
  private EchoThroughWebSocket() {}

  public static void main(String[] arguments) throws Exception {
    CompletableFuture<String> heard = new CompletableFuture<>();
    int times = Integer.parseInt(arguments[3]);
    StringBuilder text = new StringBuilder();
    WebSocket.Listener ear =
        new WebSocket.Listener() {
          private int messages;

          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last && ++messages == times) {
              heard.complete(text.toString());
            }
            socket.request(1);
            return null;
          }

          @Override
          public void onError(WebSocket socket, Throwable error) {
            heard.completeExceptionally(error);
          }
        };
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(arguments[1])).build()) {
      WebSocket socket =
          client.newWebSocketBuilder().buildAsync(URI.create(arguments[0]), ear).join();
      for (int i = 0; i < times; i++) {
        socket.sendText(arguments[2], true).join();
      }
      System.out.println(heard.get(20, TimeUnit.SECONDS));
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
  }

  private static SSLContext trusting(String file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(Path.of(file))) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
