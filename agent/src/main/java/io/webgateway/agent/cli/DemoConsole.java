package io.webgateway.agent.cli;

import io.webgateway.client.Home;
import io.webgateway.client.Profile;
import io.webgateway.client.SecretFile;
import io.webgateway.model.identity.IdentityId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The web console of the demo: an account for each of the demo's people, whose device key is listed
 * by the same command that everybody uses, and the program. The launcher says where the console's
 * build is; without it the demo goes on without a console.
 */
final class DemoConsole {
  private static final String NAME = "console-web";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 100;
  private static final int PASSPHRASE_BYTES = 8;
  private static final List<String> PEOPLE = List.of("alice", "provider");

  private final Cli cli;
  private final DemoLayout layout;
  private final DemoProcesses processes;
  private final DemoScript script;

  DemoConsole(Cli cli, DemoLayout layout, DemoProcesses processes, DemoScript script) {
    this.cli = cli;
    this.layout = layout;
    this.processes = processes;
    this.script = script;
  }

  /** The console's jar, where the launcher says that its build is. */
  static Optional<Path> jar() {
    Path folder = Path.of(System.getProperty("webgw.console.web", ""));
    if (folder.toString().isEmpty() || !Files.isDirectory(folder.resolve("lib"))) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches("console-web-[0-9].*\\.jar"))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Makes the accounts and starts the program; false when there is no console afterwards. */
  boolean start() throws IOException, InterruptedException {
    Optional<Path> jar = jar();
    Optional<IdentityId> node = node();
    if (jar.isEmpty() || node.isEmpty()) {
      cli.note("  The web console is not built; the demo goes on without it");
      return false;
    }
    if (!accounts()) {
      return false;
    }
    if (!processes.isRunning(NAME)) {
      cli.note("  starting  web console on 127.0.0.1:" + DemoLayout.CONSOLE_PORT);
      processes.start(NAME, command(jar.get(), node.get()));
    }
    if (!answersBeforeItEnds()) {
      cli.note("  The web console did not start; see " + layout.log(NAME));
      return false;
    }
    return true;
  }

  private List<String> command(Path jar, IdentityId node) {
    return List.of(
        Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "-cp",
        jar.toString(),
        "io.webgateway.console.web.ConsoleWeb",
        "--port=" + DemoLayout.CONSOLE_PORT,
        "--agent=https://127.0.0.1:" + DemoLayout.MANAGEMENT_PORT,
        "--node=" + node.value(),
        "--visitor-port=" + DemoLayout.HTTPS_PORT,
        "--data=" + layout.console());
  }

  private Optional<IdentityId> node() {
    return new Home(layout.home())
        .profiles().values().stream().map(Profile::node).flatMap(Optional::stream).findFirst();
  }

  /** An account is an identity file under a passphrase; add-key writes just that. */
  private boolean accounts() throws IOException {
    if (!Files.exists(layout.consolePassphrase())) {
      byte[] random = new byte[PASSPHRASE_BYTES];
      new SecureRandom().nextBytes(random);
      SecretFile.create(
          layout.consolePassphrase(), "demo-" + HexFormat.of().formatHex(random) + "\n");
    }
    for (String who : PEOPLE) {
      Path account = layout.console().resolve("accounts").resolve(who + ".json");
      if (!Files.exists(account) && !script.addKey(who, account, layout.consolePassphrase())) {
        // Without its place in the identity's record the key is worth nothing; begin anew next
        // time.
        Files.deleteIfExists(account);
        return false;
      }
    }
    return true;
  }

  private boolean answersBeforeItEnds() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!answers(client)) {
        if (System.nanoTime() > end || !processes.isRunning(NAME)) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
    return true;
  }

  private static boolean answers(HttpClient client) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(DemoLayout.CONSOLE_URL + "login"))
            .timeout(ANSWER_LIMIT)
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** For programs. */
  Map<String, Object> summary() throws IOException {
    Map<String, Object> summary = new TreeMap<>();
    summary.put("url", DemoLayout.CONSOLE_URL);
    summary.put("logins", PEOPLE);
    summary.put("passphrase", passphrase());
    return summary;
  }

  /** For people. */
  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("web console                " + DemoLayout.CONSOLE_URL);
    lines.add("  log in as                " + String.join(" or ", PEOPLE));
    lines.add("  key passphrase           " + passphrase());
    return lines;
  }

  private String passphrase() throws IOException {
    return SecretFile.read(layout.consolePassphrase()).strip();
  }
}
