package io.webgateway.agent.cli;

import io.webgateway.agent.cli.demo.SampleChat;
import io.webgateway.agent.cli.demo.SampleEcho;
import io.webgateway.agent.cli.demo.SampleHttpService;
import io.webgateway.agent.cli.demo.SampleNames;
import io.webgateway.agent.cli.demo.SampleStaticSite;
import io.webgateway.agent.cli.demo.SampleVault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the demo keeps its things and on which ports of 127.0.0.1 it listens.
 *
 * @param folder {@code .webgw/demo} below the checkout, or below the working folder
 */
record DemoLayout(Path folder) {
  /** The pool's domain; browsers send everything below localhost to this machine. */
  static final String POOL = "gw.localhost";

  static final int HTTP_PORT = 8080;
  static final int HTTPS_PORT = 8443;
  static final int MANAGEMENT_PORT = 7443;
  static final int CONSOLE_PORT = 8090;
  static final String CONSOLE_URL = "http://127.0.0.1:" + CONSOLE_PORT + "/";

  /** The sample services, two of them instances of one. */
  static final List<Sample> SAMPLES =
      List.of(
          new Sample("blog-1", SampleHttpService.class, 9081),
          new Sample("blog-2", SampleHttpService.class, 9082),
          new Sample("docs", SampleStaticSite.class, 9083),
          new Sample("chat", SampleChat.class, 9084),
          new Sample("vault", SampleVault.class, 9085),
          new Sample("store", SampleEcho.class, 9086),
          new Sample("names", SampleNames.class, 9087));

  /** What the demo's tenant publishes, each under a name of its own. */
  static final List<Published> PUBLISHED =
      List.of(
          new Published("blog", "HttpService", "blog-1", "blog-2"),
          new Published("docs", "HttpService", "docs"),
          new Published("chat", "HttpService", "chat"),
          new Published("vault", "TlsPassthrough", "vault"),
          new Published("store", "TcpForward", 16_379, "store"),
          new Published("names", "UdpForward", 15_353, "names"));

  /**
   * One workload.
   *
   * @param name its namespace, and so the first label of its host
   * @param kind its kind
   * @param port the pool's port, or 0 for kinds that have hosts
   * @param samples the names of the samples behind it
   */
  record Published(String name, String kind, int port, List<String> samples) {
    /** Copies the list. */
    Published {
      samples = List.copyOf(samples);
    }

    Published(String name, String kind, String... samples) {
      this(name, kind, 0, List.of(samples));
    }

    Published(String name, String kind, int port, String... samples) {
      this(name, kind, port, List.of(samples));
    }

    boolean hasHost() {
      return port == 0;
    }

    String host() {
      return name + "." + POOL;
    }

    /** What to open: a URL, or for a port what it is bound to. */
    String url() {
      return hasHost()
          ? "https://" + host() + ":" + HTTPS_PORT + "/"
          : (kind.equals("UdpForward") ? "udp" : "tcp") + "://127.0.0.1:" + port;
    }

    List<String> backends() {
      return SAMPLES.stream()
          .filter(sample -> samples.contains(sample.name()))
          .map(Sample::address)
          .toList();
    }
  }

  /**
   * One sample service.
   *
   * @param name what it calls itself
   * @param program its main class
   * @param port its port on 127.0.0.1
   */
  record Sample(String name, Class<?> program, int port) {
    String address() {
      return "127.0.0.1:" + port;
    }
  }

  /** The folder that WEBGW_DEMO_HOME names; else by the launcher's word of where it is. */
  static DemoLayout of(Optional<String> wanted) {
    Path launcher = Path.of(System.getProperty("webgw.home", ""));
    return new DemoLayout(
        wanted.map(Path::of).orElse(launcher.resolve(".webgw/demo")).toAbsolutePath());
  }

  /** What a sample's program is told before its name and port. */
  List<String> arguments(Sample sample) {
    return sample.program() == SampleVault.class
        ? List.of(sample.name() + "." + POOL, vaultCertificate().toString())
        : List.of();
  }

  /** Redis on this machine, where a Debian package has put it. */
  Optional<Path> redis() {
    return Optional.of(Path.of("/usr/bin/redis-server")).filter(Files::isExecutable);
  }

  Path agentConfig() {
    return folder.resolve("agent.yaml");
  }

  Path data() {
    return folder.resolve("data");
  }

  Path socket() {
    return folder.resolve("run").resolve("management.sock");
  }

  /** The web console's data. */
  Path console() {
    return folder.resolve("console");
  }

  /** What unlocks the accounts of the demo's web console. */
  Path consolePassphrase() {
    return folder.resolve("console.passphrase");
  }

  /** Identities and profiles of the demo's people. */
  Path home() {
    return folder.resolve("home");
  }

  Path workload(String name) {
    return folder.resolve(name + ".yaml");
  }

  Path log(String name) {
    return folder.resolve(name + ".log");
  }

  Path processes() {
    return folder.resolve("processes.json");
  }

  Path summary() {
    return folder.resolve("demo.json");
  }

  Path authority() {
    return folder.resolve("ca.pem");
  }

  /** The certificate that the vault has made for itself. */
  Path vaultCertificate() {
    return folder.resolve("vault.pem");
  }

  /** How commands name the agent to its local administrator. */
  String localAgent() {
    return "unix:" + socket();
  }

  /** Every port that the demo listens on, with what for. */
  static List<PortUse> ports() {
    List<PortUse> fixed =
        List.of(
            new PortUse(HTTP_PORT, "visitors, http"),
            new PortUse(HTTPS_PORT, "visitors, https"),
            new PortUse(MANAGEMENT_PORT, "management API"));
    return Stream.of(
            fixed.stream(),
            PUBLISHED.stream()
                .filter(p -> !p.hasHost())
                .map(p -> new PortUse(p.port(), "visitors of " + p.name())),
            SAMPLES.stream().map(s -> new PortUse(s.port(), "sample service " + s.name())))
        .flatMap(uses -> uses)
        .toList();
  }

  /** A port and what it is for. */
  record PortUse(int port, String purpose) {}
}
