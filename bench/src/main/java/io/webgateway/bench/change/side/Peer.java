package io.webgateway.bench.change.side;

import io.webgateway.bench.BenchException;
import io.webgateway.bench.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How a peer is started and told of a new configuration, as its documents say. */
sealed interface Peer {
  /** What it is called in reports; its command too. */
  String name();

  /** Its settings, under {@code bench/peers/change}. */
  String template();

  /** Whether it forwards connections by port. */
  boolean forwardsTcp();

  /** Whether it forwards datagrams by port. */
  boolean forwardsUdp();

  /** Whether a new binary can take over the sockets. */
  boolean upgrades();

  /** Starts it in the foreground. */
  List<String> start(Path settings);

  /** The process to signal, when that one was started. */
  default long pid(long started, Path folder) throws IOException, InterruptedException {
    return started;
  }

  /** Prints its version. */
  List<String> version();

  /** Makes a running one read its settings again. */
  void reload(long pid, Path settings) throws IOException, InterruptedException;

  /** Puts a new process into its place; answers the process to signal from now on. */
  long upgrade(long pid, Path folder) throws IOException, InterruptedException;

  /** nginx: a reload makes new workers; a new binary is started beside the old one by USR2. */
  record Nginx() implements Peer {
    private static final int PATIENCE_SECONDS = 10;
    private static final int LIMIT_SECONDS = 5;

    @Override
    public String name() {
      return "nginx";
    }

    @Override
    public String template() {
      return "change/nginx.conf";
    }

    @Override
    public boolean forwardsTcp() {
      return true;
    }

    @Override
    public boolean forwardsUdp() {
      return true;
    }

    @Override
    public boolean upgrades() {
      return true;
    }

    @Override
    public List<String> start(Path settings) {
      // It starts its new binary by the name it was started by, from another folder.
      String command = Programs.find("nginx").map(Path::toString).orElse("nginx");
      return List.of(command, "-e", "stderr", "-c", settings.toString());
    }

    @Override
    public List<String> version() {
      return List.of("nginx", "-v");
    }

    @Override
    public void reload(long pid, Path settings) throws IOException, InterruptedException {
      Place.command(
          Map.of(), List.of("nginx", "-e", "stderr", "-c", settings.toString(), "-s", "reload"));
    }

    // It goes into the background: in the foreground it does not heed USR2.
    @Override
    public long pid(long started, Path folder) throws IOException, InterruptedException {
      return await(folder.resolve("nginx.pid"), -1);
    }

    // http://nginx.org/en/docs/control.html#upgrade
    @Override
    public long upgrade(long pid, Path folder) throws IOException, InterruptedException {
      signal("USR2", pid);
      long next = await(folder.resolve("nginx.pid"), pid);
      // Its workers accept by now; those before stop to, and end with their connections.
      TimeUnit.MILLISECONDS.sleep(200);
      signal("WINCH", pid);
      TimeUnit.MILLISECONDS.sleep(200);
      signal("QUIT", pid);
      endAtLimit(pid);
      return next;
    }

    // The old master stays while a worker of its has a connection, and until it has gone the new
    // one does not heed USR2: somebody has to set a limit.
    private static void endAtLimit(long pid) throws IOException, InterruptedException {
      Optional<ProcessHandle> old = ProcessHandle.of(pid);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      while (old.isPresent() && old.get().isAlive()) {
        if (System.nanoTime() > end) {
          signal("TERM", pid);
          end = Long.MAX_VALUE;
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }

    private static long await(Path file, long before) throws IOException, InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (read(file) == before || read(file) < 0) {
        if (System.nanoTime() > end) {
          throw new BenchException("nginx did not start");
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
      return read(file);
    }

    private static long read(Path file) throws IOException {
      String text = Files.exists(file) ? Files.readString(file).strip() : "";
      return text.isEmpty() ? -1 : Long.parseLong(text);
    }
  }

  /** HAProxy: USR2 makes the master start its binary anew with the sockets of the one before. */
  record Haproxy() implements Peer {
    @Override
    public String name() {
      return "haproxy";
    }

    @Override
    public String template() {
      return "change/haproxy.cfg";
    }

    @Override
    public boolean forwardsTcp() {
      return true;
    }

    @Override
    public boolean forwardsUdp() {
      return false;
    }

    @Override
    public boolean upgrades() {
      return true;
    }

    @Override
    public List<String> start(Path settings) {
      return List.of("haproxy", "-W", "-f", settings.toString());
    }

    @Override
    public List<String> version() {
      return List.of("haproxy", "-v");
    }

    @Override
    public void reload(long pid, Path settings) throws IOException, InterruptedException {
      signal("USR2", pid);
    }

    @Override
    public long upgrade(long pid, Path folder) throws IOException, InterruptedException {
      signal("USR2", pid);
      return pid;
    }
  }

  /** Caddy: is given a new configuration by its own command; a new binary means a new start. */
  record Caddy() implements Peer {
    @Override
    public String name() {
      return "caddy";
    }

    @Override
    public String template() {
      return "change/Caddyfile";
    }

    @Override
    public boolean forwardsTcp() {
      return false;
    }

    @Override
    public boolean forwardsUdp() {
      return false;
    }

    @Override
    public boolean upgrades() {
      return false;
    }

    @Override
    public List<String> start(Path settings) {
      return List.of("caddy", "run", "--adapter", "caddyfile", "--config", settings.toString());
    }

    @Override
    public List<String> version() {
      return List.of("caddy", "version");
    }

    @Override
    public void reload(long pid, Path settings) throws IOException, InterruptedException {
      Place.command(
          Map.of(),
          List.of(
              "caddy",
              "reload",
              "--adapter",
              "caddyfile",
              "--config",
              settings.toString(),
              "--address",
              "unix/" + settings.resolveSibling("caddy.sock")));
    }

    @Override
    public long upgrade(long pid, Path folder) {
      throw new UnsupportedOperationException("a new binary means a new start");
    }
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    Place.command(Map.of(), List.of("kill", "-" + name, Long.toString(pid)));
  }
}
