package io.webgateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The gateway: a real agent, started by the launcher with the flags that it gives every agent, and
 * published to by the commands that every provider and tenant uses.
 */
final class Ours implements Contender {
  private static final int PATIENCE_SECONDS = 90;
  private static final Map<String, String> AS_BUILT = Map.of("WEBGW_NO_BUILD", "1");

  @Override
  public String name() {
    return "ours";
  }

  @Override
  public String needs() {
    return "java";
  }

  @Override
  public Running start(Place place, Programs programs) throws IOException, InterruptedException {
    int port = Place.freePort();
    int tlsPort = Place.freePort();
    int tcpPort = Place.freePort();
    int udpPort = Place.freePort();
    Path settings =
        place.settings(
            "agent.yaml",
            Map.of(
                "PORT",
                Integer.toString(port),
                "TLS_PORT",
                Integer.toString(tlsPort),
                "MANAGEMENT",
                Integer.toString(Place.freePort())));
    Path log = place.folder().resolve("agent.log");
    Process agent =
        programs.start(
            place.proxyCore(),
            List.of(launcher(place), "agent", "run", "--config", settings.toString()),
            AS_BUILT,
            log);
    awaitSocket(place, agent, log);
    publish(place, tcpPort, udpPort);
    Report.Participant about =
        new Report.Participant(
            name(),
            command(place, "--version").lines().findFirst().orElse("").trim(),
            commandLine(place, agent.pid()),
            place.hash("agent.yaml", "workload.yaml", "tcp.yaml", "udp.yaml"));
    return new Running(about, agent.pid(), port, tlsPort, tcpPort, udpPort);
  }

  private static void awaitSocket(Place place, Process agent, Path log)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(socket(place))) {
      if (!agent.isAlive() || System.nanoTime() > end) {
        throw new BenchException("the agent did not start:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static void publish(Place place, int tcpPort, int udpPort)
      throws IOException, InterruptedException {
    enrol(place);
    upload(place);
    String tcp = Integer.toString(tcpPort);
    String udp = Integer.toString(udpPort);
    for (Path workload :
        List.of(
            place.settings("workload.yaml", Map.of()),
            place.settings("tcp.yaml", Map.of("TCP_PORT", tcp)),
            place.settings("udp.yaml", Map.of("UDP_PORT", udp)))) {
      command(place, "apply", "-f", workload.toString(), "--wait", "60s", "--identity", "tenant");
    }
  }

  private static void enrol(Place place) throws IOException, InterruptedException {
    String agent = "unix:" + socket(place);
    String recovery = place.folder().resolve("recovery").toString();
    command(
        place,
        "identity",
        "new",
        "provider",
        "--display-name",
        "Provider",
        "--agent",
        agent,
        "--recovery-file",
        recovery + ".provider");
    command(
        place,
        "node",
        "enrol",
        "--pool",
        "gw.localhost",
        "--display-name",
        "Provider",
        "--identity",
        "provider",
        "--agent",
        agent);
    command(
        place,
        "identity",
        "new",
        "tenant",
        "--display-name",
        "Tenant",
        "--recovery-file",
        recovery + ".tenant");
    command(
        place,
        "grant",
        "tenant",
        "--names",
        "1",
        "--ports",
        "2",
        "--for",
        "30d",
        "--identity",
        "provider");
    command(place, "reserve", "bench", "--for", "30d", "--identity", "tenant");
  }

  private static void upload(Place place) throws IOException, InterruptedException {
    command(
        place,
        "certificate",
        "upload",
        "--chain",
        place.folder().resolve("site.pem").toString(),
        "--key-file",
        place.folder().resolve("site.key").toString(),
        "--host",
        Place.HOST,
        "--identity",
        "tenant");
  }

  private static Path socket(Place place) {
    return place.folder().resolve("m.sock");
  }

  private static String launcher(Place place) {
    return place.home().resolve("webgw").toString();
  }

  /** Runs a command of ours to its good end. */
  static String command(Place place, String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(launcher(place)));
    words.addAll(Arrays.asList(arguments));
    words.addAll(List.of("--home", place.folder().resolve("home").toString()));
    Programs.Ended ended = Programs.run(AS_BUILT, words);
    if (ended.exitCode() != 0) {
      throw new BenchException("webgw " + String.join(" ", arguments) + "\n" + ended.output());
    }
    return ended.output();
  }

  /** As the system knows it, so that it holds what the launcher really added; without our paths. */
  private static String commandLine(Place place, long pid) throws IOException {
    String words =
        Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
    String program = ProcessHandle.of(pid).flatMap(p -> p.info().command()).orElse("java");
    return words
        .replace(program, "java")
        .replace(place.folder().toString(), "RUN")
        .replaceAll("\\S*/runtime/[0-9-]+/", "")
        .replace(place.home().toString(), "CHECKOUT")
        .trim();
  }
}
