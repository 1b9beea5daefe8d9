package io.webgateway.agent.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * A small HTTPS service that ends TLS itself, with a certificate that it makes when it starts and
 * signs itself: whoever reaches it over a gateway and sees that certificate knows that the gateway
 * could not read along. Listens on 127.0.0.1 only.
 */
public final class SampleVault implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final int OWN_ARGUMENTS = 2;

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String name;

  private SampleVault(SampleOptions options, SSLContext context) throws IOException {
    this.name = options.name();
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), options.port());
    this.server = HttpsServer.create(address, BACKLOG);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts one.
   *
   * @param host whom its certificate names
   * @param certificateFile where it writes the certificate, for those who want to trust it
   * @throws IOException when the port is taken, or the file cannot be written
   */
  public static SampleVault start(SampleOptions options, String host, Path certificateFile)
      throws IOException {
    var certificate = SelfSignedCertificate.make(host);
    certificate.writePem(certificateFile);
    return new SampleVault(options, certificate.context());
  }

  /** The port it listens on, also when the system chose it. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var text =
          "Hello from %s. TLS ended here, not at the gateway, and %s brought these bytes.%n"
              .formatted(name, exchange.getRemoteAddress().getAddress().getHostAddress());
      var body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  /** Runs one as a program: {@code HOST CERTIFICATE_FILE --name NAME --port PORT}. */
  public static void main(String[] arguments) {
    if (arguments.length < OWN_ARGUMENTS) {
      System.err.println("usage: HOST CERTIFICATE_FILE [--name NAME] [--port PORT]");
      System.exit(SampleServer.EXIT_USAGE);
    }
    SampleServer.runAsProgram(
        "vault",
        Arrays.copyOfRange(arguments, OWN_ARGUMENTS, arguments.length),
        options -> {
          var vault = start(options, arguments[0], Path.of(arguments[1]));
          System.out.println(options.name() + " listens on https://127.0.0.1:" + vault.port());
          return vault;
        });
  }
}
