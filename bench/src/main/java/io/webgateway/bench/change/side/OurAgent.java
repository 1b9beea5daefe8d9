package io.webgateway.bench.change.side;

import io.webgateway.bench.BenchException;
import io.webgateway.bench.Programs;
import io.webgateway.bench.change.sample.Ports;
import io.webgateway.bench.change.visit.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The agent's process and its commands. One thread's. */
final class OurAgent implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 90;
  private static final Map<String, String> AS_BUILT = Map.of("WEBGW_NO_BUILD", "1");

  private final Place place;
  private final Set<Long> pids = new LinkedHashSet<>();
  private long pid;
  private int managementPort;

  OurAgent(Place place) {
    this.place = place;
  }

  void start(Target target, int management, List<Ports> backends)
      throws IOException, InterruptedException {
    managementPort = management;
    String listed =
        backends.stream()
            .flatMap(ports -> ports.all().stream())
            .map(port -> "    - 127.0.0.1:" + port)
            .collect(Collectors.joining("\n"));
    place.settings(
        "change/agent.yaml",
        Map.of(
            "TLS_PORT", Integer.toString(target.tlsPort()),
            "PORT", Integer.toString(target.httpPort()),
            "MANAGEMENT", Integer.toString(management),
            "LISTED", listed));
    Path log = place.folder().resolve("agent.log");
    Process agent =
        place
            .programs()
            .start(
                List.of(launcher(), "agent", "run", "--config", settings().toString()),
                AS_BUILT,
                log);
    pid = agent.pid();
    pids.add(pid);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(socket())) {
      if (!agent.isAlive() || System.nanoTime() > end) {
        throw new BenchException("the agent did not start:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** A provider with a pool of one node, and a tenant with a name, two ports and a certificate. */
  void enrol() throws IOException, InterruptedException {
    String agent = "unix:" + socket();
    String recovery = place.folder().resolve("recovery").toString();
    command(
        words("identity new provider --display-name Provider"),
        List.of("--agent", agent, "--recovery-file", recovery + ".provider"));
    command(
        words("node enrol --pool gw.localhost --display-name Provider --identity provider"),
        List.of("--agent", agent));
    command(
        words("identity new tenant --display-name Tenant"),
        List.of("--recovery-file", recovery + ".tenant"));
    command(
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
    command("reserve", "bench", "--for", "30d", "--identity", "tenant");
    command(
        words("certificate upload --identity tenant --host " + Place.HOST),
        List.of(
            "--chain",
            place.folder().resolve("site.pem").toString(),
            "--key-file",
            place.folder().resolve("site.key").toString()));
  }

  Path homeFolder() {
    return place.folder().resolve("home");
  }

  /** The new process is started by the agent itself. */
  void upgrade() throws IOException, InterruptedException {
    command(words("agent upgrade"), List.of("--agent", "unix:" + socket()));
    learnPid();
  }

  /** Spoils an upgrade in one of several ways, in turns; answers which. */
  String upgradeInVain(int number) throws IOException, InterruptedException {
    VainUpgrade way = VainUpgrade.ALL.get(number % VainUpgrade.ALL.size());
    way.tryOn(this);
    learnPid();
    return way.name();
  }

  /**
   * Asks visitors to leave, for long enough that those who can be asked have been, and then no
   * longer. The limit is far away: nobody is cut.
   *
   * @param what {@code node}, {@code listener} or {@code workload}
   * @param which one of them; empty for the node
   */
  void drain(String what, List<String> which, int seconds)
      throws IOException, InterruptedException {
    List<String> provider = List.of("--identity", "provider");
    List<String> terms = new ArrayList<>(which);
    terms.addAll(List.of("--limit", "10m", "--jitter", "1s"));
    terms.addAll(provider);
    command(words(what + " drain"), terms);
    TimeUnit.SECONDS.sleep(seconds);
    List<String> end = new ArrayList<>(which);
    end.addAll(provider);
    command(words(what + " undrain"), end);
  }

  /** Asks for an upgrade; answers what came of it. */
  Programs.Ended tryUpgrade() throws IOException, InterruptedException {
    return Programs.run(
        AS_BUILT, line(words("agent upgrade"), List.of("--agent", "unix:" + socket())));
  }

  /** Whether its management API takes connections. */
  boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), managementPort)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** The processes that the one that serves has started. */
  List<ProcessHandle> successors() {
    return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children).toList();
  }

  private void learnPid() throws IOException, InterruptedException {
    String status = command(words("agent status"), List.of("--agent", "unix:" + socket()));
    pid =
        status
            .lines()
            .filter(line -> line.startsWith("process "))
            .map(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
            .findFirst()
            .orElseThrow(() -> new BenchException("no process in:\n" + status));
    pids.add(pid);
  }

  /** The processes that serve, or have connections still. */
  long processes() {
    return running().count();
  }

  private Stream<ProcessHandle> running() {
    return pids.stream()
        .flatMap(each -> ProcessHandle.of(each).stream())
        .filter(ProcessHandle::isAlive);
  }

  /** Runs a command of ours to its good end. */
  String command(String... arguments) throws IOException, InterruptedException {
    return command(Arrays.asList(arguments), List.of());
  }

  private String command(List<String> first, List<String> more)
      throws IOException, InterruptedException {
    return Place.command(AS_BUILT, line(first, more));
  }

  private List<String> line(List<String> first, List<String> more) {
    List<String> words = new ArrayList<>(List.of(launcher()));
    words.addAll(first);
    words.addAll(more);
    words.addAll(List.of("--home", homeFolder().toString()));
    return words;
  }

  private static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }

  /** Its configuration. */
  Path settings() {
    return place.folder().resolve("agent.yaml");
  }

  private Path socket() {
    return place.folder().resolve("m.sock");
  }

  private String launcher() {
    return place.home().resolve("webgw").toString();
  }

  @Override
  public void close() {
    running().toList().forEach(ProcessHandle::destroyForcibly);
  }
}
