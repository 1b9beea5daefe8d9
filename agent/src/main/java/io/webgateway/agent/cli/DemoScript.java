package io.webgateway.agent.cli;

import io.webgateway.agent.cli.DemoLayout.Published;
import io.webgateway.client.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the demo's people do: the same public commands that every provider and tenant uses, shown as
 * they are run.
 */
final class DemoScript {
  private final Cli cli;
  private final DemoLayout layout;

  DemoScript(Cli cli, DemoLayout layout) {
    this.cli = cli;
    this.layout = layout;
  }

  /**
   * Makes identities, enrols the node, grants, reserves and publishes whatever is not there yet.
   */
  boolean run() throws IOException {
    for (Published published : DemoLayout.PUBLISHED) {
      writeWorkload(published);
    }
    return provider() && tenant() && authority();
  }

  private boolean provider() {
    return identity("provider", "Demo provider", "--agent", layout.localAgent())
        && (isEnrolled()
            || webgw(
                "node",
                "enrol",
                "--pool",
                DemoLayout.POOL,
                "--display-name",
                "Demo provider",
                "--identity",
                "provider",
                "--agent",
                layout.localAgent()));
  }

  private boolean tenant() {
    List<String> names = DemoLayout.PUBLISHED.stream().map(Published::name).toList();
    return identity("alice", "Alice")
        && (names.stream().allMatch(this::has) || grant())
        && names.stream().allMatch(this::reserve)
        && names.stream().allMatch(this::publish);
  }

  private boolean grant() {
    return webgw(
        "grant",
        "alice",
        "--names",
        "60",
        "--ports",
        "20",
        "--for",
        "365d",
        "--identity",
        "provider");
  }

  private boolean reserve(String name) {
    return has(name) || webgw("reserve", name, "--for", "90d", "--identity", "alice");
  }

  /** Makes an identity; one that was made but did not reach the ledger yet is sent again. */
  private boolean identity(String name, String displayName, String... where) {
    Path file = new Home(layout.home()).identity(name);
    if (Files.exists(file)) {
      return !Files.exists(file.resolveSibling(name + ".pending.json"))
          || webgw(with(where, "identity", "publish", "--identity", name));
    }
    Path recovery = layout.folder().resolve(name + ".recovery");
    return webgw(
        with(
            where,
            "identity",
            "new",
            name,
            "--display-name",
            displayName,
            "--recovery-file",
            recovery.toString()));
  }

  private static String[] with(String[] where, String... arguments) {
    return Stream.concat(Arrays.stream(arguments), Arrays.stream(where)).toArray(String[]::new);
  }

  private boolean publish(String name) {
    return webgw(
        "apply", "-f", layout.workload(name).toString(), "--wait", "60s", "--identity", "alice");
  }

  /** Lists a key for another device and writes its file. */
  boolean addKey(String who, Path file, Path passphrase) {
    return webgw(
        "identity",
        "add-key",
        "--out",
        file.toString(),
        "--uses",
        "own,login",
        "--label",
        "web console",
        "--expires-in",
        "180d",
        "--passphrase-file",
        passphrase.toString(),
        "--identity",
        who);
  }

  private boolean authority() throws IOException {
    StringWriter pem = new StringWriter();
    boolean told = run(List.of("certificate", "ca"), pem) == ExitCode.OK;
    Files.writeString(layout.authority(), pem.toString());
    return told;
  }

  private boolean isEnrolled() {
    return Files.exists(layout.home().resolve("profiles"))
        && run(List.of("get", "pools", DemoLayout.POOL), new StringWriter()) == ExitCode.OK;
  }

  private boolean has(String name) {
    StringWriter answer = new StringWriter();
    int code =
        run(List.of("get", "reservations", name, "-o", "json", "--identity", "alice"), answer);
    return code == ExitCode.OK && answer.toString().contains("\"owner\"");
  }

  /** Runs a command for people to see. */
  private boolean webgw(String... arguments) {
    cli.note("  $ webgw " + String.join(" ", arguments));
    StringWriter output = new StringWriter();
    int code = run(List.of(arguments), output);
    if (code != ExitCode.OK) {
      output.toString().lines().forEach(cli::note);
    }
    return code == ExitCode.OK;
  }

  private int run(List<String> arguments, StringWriter output) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--home", layout.home().toString()));
    return new Webgw(new Recording(output), Map.of(), InstantSource.system(), Dialer::real)
        .run(all.toArray(String[]::new));
  }

  private void writeWorkload(Published published) throws IOException {
    String name = published.name();
    StringBuilder yaml =
        new StringBuilder(
            """
            # What alice publishes under the name %s.
            kind: %s
            namespace: %s
            id: web
            pools: [%s]
            """
                .formatted(name, published.kind(), name, DemoLayout.POOL));
    if (!published.hasHost()) {
      yaml.append("port: ").append(published.port()).append('\n');
    }
    if (published.kind().equals("UdpForward")) {
      // Answers of DNS are longer than three questions.
      yaml.append("flows: {amplification: 10}\n");
    }
    yaml.append("backends:\n");
    published.backends().forEach(b -> yaml.append("  - ").append(b).append('\n'));
    Files.writeString(layout.workload(name), yaml);
  }

  /** Keeps what a command prints; asks nobody. */
  private record Recording(PrintWriter out, PrintWriter err) implements Terminal {
    Recording(StringWriter output) {
      this(new PrintWriter(output, true), new PrintWriter(output, true));
    }

    @Override
    public String input() {
      return "";
    }

    @Override
    public Optional<char[]> askSecret(String question) {
      return Optional.empty();
    }
  }
}
