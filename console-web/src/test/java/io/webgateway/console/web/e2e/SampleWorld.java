package io.webgateway.console.web.e2e;

import io.webgateway.testing.RealAgent;
import io.webgateway.testing.SampleService;
import io.webgateway.testing.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A provider and a tenant with names, workloads and visitors, made by the public command line. */
final class SampleWorld {
  static final String PASSPHRASE = "a passphrase of a test";
  private static final String SETTINGS =
      """
        hsts: {maxAgeSeconds: 31536000}
      pathPrefix: /api
      backendProtocol: http2
      backendTls: {pins: ["pOM/iyIFTmHtpdS1JYt5AyihuAJK+64uNs8jdMXGMuY="], serverName: api.internal}
      timeouts: {totalMillis: 20000}
      """;
  private static final List<String> PATHS =
      List.of("/", "/2026/11/a-gateway-of-our-own", "/feed.xml", "/img/cover.webp", "/status/404");

  private final RealAgent agent;
  private final Path folder;

  SampleWorld(RealAgent agent, Path folder) {
    this.agent = agent;
    this.folder = folder;
  }

  void make(SampleService blog, SampleService shop, String dead, String deadHost)
      throws IOException {
    webgw("identity", "new", "alice", "--display-name", "Alice Merton");
    webgw(
        "grant",
        "alice",
        "--names",
        "20",
        "--ports",
        "4",
        "--for",
        "365d",
        "--connections",
        "2000",
        "--bandwidth",
        "500000",
        "--identity",
        "provider");
    alice("reserve", "blog", "--for", "90d");
    alice("reserve", "shop", "--for", "300d");
    alice("reserve", "docs", "--for", "9d");
    alice("reserve", "attic", "--for", "90d");
    alice("release", "attic");
    apply("blog", "web", "HttpService", "", blog.address(), shop.address());
    apply("shop", "web", "HttpService", visitors(), shop.address());
    apply("shop", "api", "HttpService", visitors() + SETTINGS, dead);
    apply("docs", "ssh", "TcpForward", "port: 2222\n" + POLICY, shop.address());
    apply(
        "docs",
        "dns",
        "UdpForward",
        "port: 5353\n" + ANSWERS.replace("PORT", port(shop)),
        shop.address(),
        deadHost);
    accounts();
  }

  private static final String ANSWERS =
      """
      flows: {amplification: 10}
      health: {check: tcp, port: PORT}
      limits: {perClient: {connectionsPerSecond: 20}}
      """;

  /** Something unusual in every group of settings, so that a form shows them all. */
  private static final String POLICY =
      """
      tls: {minVersion: "1.3"}
      balancing: {method: leastRequests, slowStartMillis: 30000}
      health: {check: http, path: /healthz, port: 8080}
      retries: {attempts: 1}
      limits: {bitsPerSecondOut: 200000000, perClient: {connectionsPerSecond: 5}}
      """;

  // The two share a host, so they must ask the same of its visitors.
  private static String visitors() throws IOException {
    try (InputStream file = SampleWorld.class.getResourceAsStream("/pem/authority.pem")) {
      String pem =
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII);
      return "tls:\n  clientCertificates:\n    mode: optional\n    ca: |\n" + pem.indent(6);
    }
  }

  private static String port(SampleService service) {
    return service.address().substring(service.address().lastIndexOf(':') + 1);
  }

  private void accounts() throws IOException {
    Path accounts = ConsoleProcess.data(folder).resolve("accounts");
    Files.createDirectories(
        accounts,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path passphrase = folder.resolve("passphrase");
    Files.createFile(
        passphrase,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passphrase, PASSPHRASE + "\n");
    for (String who : List.of("alice", "provider")) {
      webgw(
          "identity",
          "add-key",
          "--out",
          accounts.resolve(who + ".json").toString(),
          "--label",
          "web console",
          "--expires-in",
          "180d",
          "--passphrase-file",
          passphrase.toString(),
          "--identity",
          who);
    }
  }

  private void apply(String name, String id, String kind, String more, String... backends)
      throws IOException {
    StringBuilder yaml =
        new StringBuilder(
            "kind: %s\nnamespace: %s\nid: %s\npools: [%s]\n%sbackends:\n"
                .formatted(kind, name, id, RealAgent.POOL, more));
    for (String backend : backends) {
      yaml.append("  - ").append(backend).append('\n');
    }
    Path file = folder.resolve(name + "-" + id + ".yaml");
    Files.writeString(file, yaml);
    alice("apply", "-f", file.toString());
  }

  private void alice(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--identity";
    all[arguments.length + 1] = "alice";
    webgw(all);
  }

  private void webgw(String... arguments) {
    agent.webgw(arguments).required();
  }

  /** A handful of visitors: most are served, some ask for what is not there, one finds nobody. */
  void visit() {
    for (int i = 0; i < 24; i++) {
      Visitor.get(agent.httpsPort(), "blog." + RealAgent.POOL, PATHS.get(i % PATHS.size()));
      if (i % 3 == 0) {
        Visitor.get(agent.httpsPort(), "shop." + RealAgent.POOL, "/cart");
      }
      if (i % 8 == 0) {
        Visitor.get(agent.httpsPort(), "shop." + RealAgent.POOL, "/api/stock");
      }
    }
  }
}
