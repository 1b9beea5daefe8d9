package io.webgateway.agent.cli;

import io.webgateway.agent.cli.DemoLayout.PortUse;
import io.webgateway.agent.cli.DemoLayout.Sample;
import io.webgateway.agent.cli.demo.SampleEcho;
import io.webgateway.client.SecretFile;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Starts the demo and says what to open. */
final class Demo {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long LOOK_MILLIS = 100;

  private final Cli cli;
  private final DemoLayout layout;
  private final DemoProcesses processes;
  private final DemoScript script;
  private final DemoConsole console;

  Demo(Cli cli, DemoLayout layout) {
    this.cli = cli;
    this.layout = layout;
    this.processes = new DemoProcesses(layout);
    this.script = new DemoScript(cli, layout);
    this.console = new DemoConsole(cli, layout, processes, script);
  }

  int start() throws IOException, InterruptedException {
    Files.createDirectories(layout.folder());
    List<String> busy = busyPorts();
    if (!busy.isEmpty()) {
      busy.forEach(cli::note);
      cli.note("Nothing was started. Free the ports, or end the demo: webgw demo stop");
      return ExitCode.FAILED;
    }
    startServices();
    startAgent();
    if (!script.run()) {
      cli.note("The demo is not complete; its logs are in " + layout.folder());
      return ExitCode.FAILED;
    }
    summary(console.start());
    return ExitCode.OK;
  }

  /** Ports that somebody else holds; ours are held by processes that we know. */
  private List<String> busyPorts() {
    List<String> busy = new ArrayList<>();
    if (processes.running().isEmpty()) {
      List<PortUse> uses = new ArrayList<>(DemoLayout.ports());
      if (DemoConsole.jar().isPresent()) {
        uses.add(new PortUse(DemoLayout.CONSOLE_PORT, "web console"));
      }
      for (PortUse use : uses) {
        if (!isFree(use.port())) {
          busy.add("Port " + use.port() + " (" + use.purpose() + ") is in use on this machine");
        }
      }
    }
    return busy;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void startServices() throws IOException {
    for (Sample sample : DemoLayout.SAMPLES) {
      if (!processes.isRunning(sample.name())) {
        step("sample service " + sample.name() + " on " + sample.address());
        processes.start(sample.name(), sampleCommand(sample));
      }
    }
  }

  private List<String> sampleCommand(Sample sample) {
    if (sample.program() == SampleEcho.class) {
      Optional<List<String>> redis = redis(sample);
      if (redis.isPresent()) {
        return redis.get();
      }
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                javaProgram(),
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path", ""),
                sample.program().getName()));
    command.addAll(layout.arguments(sample));
    command.addAll(List.of("--name", sample.name(), "--port", Integer.toString(sample.port())));
    return command;
  }

  /** Redis in the place of the sample, where the machine has it; it keeps nothing. */
  private Optional<List<String>> redis(Sample sample) {
    return layout
        .redis()
        .map(
            program ->
                List.of(
                    program.toString(),
                    "--bind",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(sample.port()),
                    "--save",
                    "",
                    "--appendonly",
                    "no",
                    "--dir",
                    layout.folder().toString()));
  }

  private void startAgent() throws IOException, InterruptedException {
    // One that is just being killed still counts as running for a moment.
    if (processes.isRunning(DemoProcesses.AGENT) && answersBeforeItEnds()) {
      return;
    }
    Files.writeString(layout.agentConfig(), config());
    step("agent on 127.0.0.1: " + DemoLayout.HTTP_PORT + ", " + DemoLayout.HTTPS_PORT);
    processes.start(DemoProcesses.AGENT, agentCommand());
    if (!answersBeforeItEnds()) {
      throw new IOException(
          "The agent did not start; the end of " + layout.log("agent") + ":\n" + tail());
    }
  }

  private List<String> agentCommand() {
    String program = System.getProperty("java.class.path", "");
    List<String> command = new ArrayList<>(List.of(javaProgram()));
    command.addAll(startUpCache(Path.of(program).resolveSibling("node.aot")));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dwebgw.log.level=INFO",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            program,
            Webgw.class.getName(),
            "agent",
            "run",
            "--config",
            layout.agentConfig().toString()));
    return command;
  }

  /** As the launcher gives it to every agent. */
  private static List<String> startUpCache(Path cache) {
    return Files.exists(cache)
        ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off")
        : List.of();
  }

  /** Waits for the agent's socket; false when the process ends first, or takes too long. */
  private boolean answersBeforeItEnds() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answers(layout.socket())) {
      if (System.nanoTime() > end || !processes.isRunning(DemoProcesses.AGENT)) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return true;
  }

  private static boolean answers(Path socket) {
    if (!Files.exists(socket)) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false;
    }
  }

  private String tail() throws IOException {
    List<String> lines = Files.readAllLines(layout.log("agent"));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }

  private String config() {
    StringBuilder listed = new StringBuilder();
    for (Sample sample : DemoLayout.SAMPLES) {
      listed.append("\n    - ").append(sample.address());
    }
    return """
        # The demo's agent. Everything is on loopback.
        dataDirectory: %s
        listeners:
          http: 127.0.0.1:%d
          https: 127.0.0.1:%d
        management:
          unixSocket: %s
          tls: 127.0.0.1:%d
        certificates:
          # Visitors must trust %s by hand.
          localCa: true
        backends:
          # Loopback is refused to tenants, unless listed one by one, as here.
          listed:%s
        """
        .formatted(
            layout.data(),
            DemoLayout.HTTP_PORT,
            DemoLayout.HTTPS_PORT,
            layout.socket(),
            DemoLayout.MANAGEMENT_PORT,
            layout.authority(),
            listed);
  }

  private static String javaProgram() {
    return Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
  }

  private void step(String text) {
    cli.note("  starting  " + text);
  }

  private void summary(boolean hasConsole) throws IOException {
    Map<String, String> urls = new TreeMap<>();
    DemoLayout.PUBLISHED.forEach(published -> urls.put(published.name(), published.url()));
    Map<String, Object> summary = new TreeMap<>();
    summary.put("urls", urls);
    summary.put("caFile", layout.authority().toString());
    summary.put("vaultCertificateFile", layout.vaultCertificate().toString());
    summary.put(
        "webSocket", "wss://chat." + DemoLayout.POOL + ":" + DemoLayout.HTTPS_PORT + "/echo");
    summary.put("managementApi", "https://127.0.0.1:" + DemoLayout.MANAGEMENT_PORT);
    summary.put("managementSocket", layout.socket().toString());
    summary.put("home", layout.home().toString());
    summary.put("identities", Map.of("provider", "provider", "tenant", "alice"));
    summary.put("processes", processes.running());
    if (hasConsole) {
      summary.put("console", console.summary());
    }
    // It names the passphrase of the console's accounts.
    SecretFile.replace(layout.summary(), Json.writePretty(summary));
    cli.out().print(text(urls, hasConsole ? console.lines() : List.of()));
    cli.out().flush();
  }

  private String text(Map<String, String> urls, List<String> consoleLines) {
    StringBuilder text = new StringBuilder("\nThe demo runs.\n\n");
    urls.forEach((name, url) -> text.append("  ").append(url).append('\n'));
    if (!consoleLines.isEmpty()) {
      text.append('\n');
      consoleLines.forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.append("\n  CA of these certificates   ")
        .append(layout.authority())
        .append("\n  but vault ends TLS itself  ")
        .append(layout.vaultCertificate())
        .append("\n  management API             https://127.0.0.1:")
        .append(DemoLayout.MANAGEMENT_PORT)
        .append("\n                             unix:")
        .append(layout.socket())
        .append("\n  identities (no passphrase) ")
        .append(layout.home())
        .append(": provider, alice\n\n  try:\n    curl --cacert ")
        .append(layout.authority())
        .append(" https://blog.gw.localhost:8443/\n    curl --cacert ")
        .append(layout.vaultCertificate())
        .append(" https://vault.gw.localhost:8443/\n    ./webgw --home ")
        .append(layout.home())
        .append(" --identity alice get workloads\n")
        .append(
            layout.redis().isPresent()
                ? "    redis-cli -p 16379 set greeting hello\n"
                : "    nc 127.0.0.1 16379\n")
        .append("    dig @127.0.0.1 -p 15353 www.names.demo\n    ./webgw demo stop\n")
        .append("\n  all of this, for programs: ")
        .append(layout.summary())
        .append('\n')
        .toString();
  }
}
