package io.webgateway.agent.cli;

import io.webgateway.client.CallAuthority;
import io.webgateway.client.Gateway;
import io.webgateway.client.GatewayClient;
import io.webgateway.client.Home;
import io.webgateway.client.IdentityFile;
import io.webgateway.client.KeyRing;
import io.webgateway.client.Profile;
import io.webgateway.client.RepinningTransport;
import io.webgateway.client.SecretFile;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.Thumbprint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all commands have in common: who acts, on which agent, and where to print. */
final class Cli {
  private final GlobalOptions options;
  private final Terminal terminal;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Dialer dialer;

  Cli(
      GlobalOptions options,
      Terminal terminal,
      Map<String, String> environment,
      InstantSource clock,
      Dialer dialer) {
    this.options = options;
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.dialer = dialer;
  }

  Terminal terminal() {
    return terminal;
  }

  PrintWriter out() {
    return terminal.out();
  }

  /** Tells people something beside the result; programs do not get it. */
  void note(String text) {
    if (!isJson()) {
      terminal.err().println(Printable.of(text));
      terminal.err().flush();
    }
  }

  /**
   * Whether lines may be coloured: for people at a terminal that did not forbid it (no-color.org).
   */
  boolean hasColour() {
    return !isJson()
        && terminal.isInteractive()
        && variable("NO_COLOR").isEmpty()
        && variable("TERM").filter("dumb"::equals).isEmpty();
  }

  boolean isJson() {
    return options.output == GlobalOptions.Form.json;
  }

  GlobalOptions.Form form() {
    return options.output;
  }

  Instant now() {
    return clock.instant();
  }

  Home home() {
    return Home.of(options.home, environment);
  }

  Map<String, String> environment() {
    return environment;
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
  }

  // ------------------------------------------------------------------ which agent

  AgentChoice agentChoice() {
    return new AgentChoice(
        home(), options.agent.or(() -> variable("WEBGW_AGENT")), AgentChoice.node(options.node));
  }

  /** An agent with the acting identity's keys. */
  Gateway signing() throws IOException {
    KeyRing ring = ring();
    return open(Optional.of(ring), given().orElseGet(ring::authority));
  }

  /** An agent to read from: in the identity's name if there is one, else in nobody's. */
  Gateway reading() throws IOException {
    Optional<KeyRing> ring = hasIdentity() ? Optional.of(ring()) : Optional.empty();
    Optional<CallAuthority> own = ring.map(KeyRing::authority);
    return open(ring, given().or(() -> own).orElseGet(CallAuthority.Anonymous::new));
  }

  /** An agent's public facts, without any identity. */
  Gateway anonymous() throws IOException {
    return open(Optional.empty(), new CallAuthority.Anonymous());
  }

  /** An agent with these keys. */
  Gateway with(KeyRing ring) throws IOException {
    return open(Optional.of(ring), ring.authority());
  }

  private Gateway open(Optional<KeyRing> ring, CallAuthority authority) throws IOException {
    AgentChoice choice = agentChoice();
    Profile profile = choice.profile();
    // The local administrator needs no token on the socket, and signs for nobody there.
    CallAuthority used =
        profile.usesUnixSocket() && given().isEmpty() ? new CallAuthority.Anonymous() : authority;
    GatewayClient client =
        new GatewayClient(
            new RepinningTransport(profile, choice::renewed, dialer::dial),
            profile.node(),
            used,
            clock);
    return Gateway.of(client, ring, profile.ledger());
  }

  private Optional<CallAuthority> given() throws IOException {
    if (options.tokenFile.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new CallAuthority.Given(Files.readString(options.tokenFile.get()).strip()));
  }

  // ------------------------------------------------------------------ who acts

  boolean hasIdentity() {
    return options.identity.or(() -> variable("WEBGW_IDENTITY")).isPresent()
        || home().identities().size() == 1;
  }

  /** The file of the acting identity. */
  Path identityFile() {
    Optional<String> wanted = options.identity.or(() -> variable("WEBGW_IDENTITY"));
    if (wanted.isPresent()) {
      return identityFile(wanted.get());
    }
    List<String> names = home().identities();
    if (names.size() == 1) {
      return home().identity(names.getFirst());
    }
    throw new Usage(
        "--identity",
        names.isEmpty() ? "There is no identity yet" : "There are several identities",
        names.isEmpty()
            ? "Make one: webgw identity new NAME"
            : "Name one of " + String.join(", ", names));
  }

  /** The file that a name, or a path, means. */
  Path identityFile(String name) {
    return name.indexOf('/') >= 0 || name.endsWith(".json") ? Path.of(name) : home().identity(name);
  }

  KeyRing ring() throws IOException {
    return ring(identityFile());
  }

  KeyRing ring(Path file) throws IOException {
    return open(file).ring();
  }

  /** An identity file with its keys, to be changed. */
  OpenIdentity open(Path file) throws IOException {
    IdentityFile identity = IdentityFile.read(file);
    char[] passphrase = identity.isEncrypted() ? passphrase(file) : new char[0];
    return new OpenIdentity(file, identity.open(passphrase), passphrase);
  }

  private char[] passphrase(Path file) throws IOException {
    Optional<char[]> given = passphraseFromFile();
    return given
        .or(() -> terminal.askSecret("Passphrase of " + file.getFileName()))
        .orElseThrow(
            () ->
                new Usage(
                    "--passphrase-file",
                    file + " is under a passphrase, and nobody is here to be asked",
                    "Put the passphrase into a file of mode 0600 and name it"));
  }

  private Optional<char[]> passphraseFromFile() throws IOException {
    return options.passphraseFile.isEmpty()
        ? Optional.empty()
        : Optional.of(SecretFile.read(options.passphraseFile.get()).strip().toCharArray());
  }

  /** The passphrase for a new file; empty when there is to be none. */
  char[] newPassphrase() throws IOException {
    Optional<char[]> given = passphraseFromFile();
    if (given.isPresent()) {
      return given.get();
    }
    Optional<char[]> first = terminal.askSecret("New passphrase (empty for none)");
    if (first.isEmpty() || first.get().length == 0) {
      return new char[0];
    }
    char[] again = terminal.askSecret("Again").orElseGet(() -> new char[0]);
    if (!Arrays.equals(first.get(), again)) {
      throw new Usage("passphrase", "The two are not the same", "Try again");
    }
    return first.get();
  }

  /** An identity by its id, or by the name of one of the own files. */
  IdentityId identity(String text, String option) {
    if (Thumbprint.isWellFormed(text)) {
      return new IdentityId(text);
    }
    if (home().identities().contains(text)) {
      try {
        return ring(home().identity(text)).identity();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new Usage(
        option,
        "'" + text + "' is neither an identity id nor one of your identities",
        "An id is 43 letters, digits, - and _: webgw identity show");
  }
}
