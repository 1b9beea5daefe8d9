package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.client.Identities;
import io.webgateway.client.IdentityFile;
import io.webgateway.client.KeyRing;
import io.webgateway.client.SecretFile;
import io.webgateway.client.Submitted;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.wire.Json;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code identity new} and {@code publish}. */
final class IdentityCommands {
  private IdentityCommands() {}

  @Command(
      name = "identity",
      description = "Who acts: keys on this machine, and what the ledger says of them.")
  static final class Group {}

  @Command(
      name = "new",
      description = {
        "Make an identity: its keys, and a recovery key in a file of its own.",
        "It is published at once when an agent is named or known."
      })
  static final class New implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "NAME", description = "What you call it on this machine.")
    String name = "";

    @Option(
        names = "--display-name",
        paramLabel = "TEXT",
        description = "What others see; default NAME.")
    Optional<String> displayName = Optional.empty();

    @Option(
        names = "--key-label",
        paramLabel = "TEXT",
        description = "What the key is called in lists; default 'first'.")
    String keyLabel = "first";

    @Option(
        names = "--recovery-file",
        paramLabel = "FILE",
        description = "Where the recovery key goes; keep it offline afterwards.")
    Optional<Path> recoveryFile = Optional.empty();

    @Option(names = "--no-publish", description = "Only make the keys.")
    boolean noPublish;

    New(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      Path file = cli.home().identity(name);
      if (Files.exists(file)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      KeyRing ring = KeyRing.generate();
      SigningKey recovery = SigningKey.generate();
      Path recoveryPath = recoveryFile.orElseGet(() -> cli.home().recovery(name));
      char[] passphrase = cli.newPassphrase();
      SecretFile.create(recoveryPath, recovery.toJwk() + "\n");
      IdentityFile.write(file, ring, passphrase, false);
      IdentityBody first =
          Identities.firstBody(displayName.orElse(name), ring, keyLabel, recovery.keyId());
      SecretFile.create(cli.home().pending(file), Json.write(first) + "\n");
      boolean published = !noPublish && cli.agentChoice().isClear();
      if (published) {
        publishFirst(cli, ring, file);
      }
      report(ring, file, recoveryPath, published);
      return ExitCode.OK;
    }

    private void report(KeyRing ring, Path file, Path recoveryPath, boolean published) {
      if (cli.isJson()) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("name", name)
            .put("identity", ring.identity().value())
            .put("file", file.toString())
            .put("recoveryFile", recoveryPath.toString())
            .put("published", published);
        cli.out().println(Json.writePretty(tree));
        return;
      }
      cli.out().println("identity  " + ring.identity());
      cli.out().println("keys      " + file);
      cli.out().println("recovery  " + recoveryPath);
      cli.note(
          "Move the recovery key to a place offline: whoever has it can take the identity over.");
      if (!published) {
        cli.note("It is not on a ledger yet: webgw identity publish --identity " + name);
      }
    }
  }

  /** Publishes an identity whose first record was prepared. */
  static Submitted publishFirst(Cli cli, KeyRing ring, Path file) throws IOException {
    Path pending = cli.home().pending(file);
    IdentityBody first = Json.read(SecretFile.read(pending), IdentityBody.class);
    try (Gateway gateway = cli.with(ring)) {
      Submitted done = gateway.identities().publish(first);
      Files.deleteIfExists(pending);
      return done;
    }
  }

  @Command(name = "publish", description = "Put a new identity on the ledger.")
  static final class Publish implements Callable<Integer> {
    private final Cli cli;

    Publish(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      Path file = cli.identityFile();
      KeyRing ring = cli.ring(file);
      Answers.print(cli, publishFirst(cli, ring, file), "published " + ring.identity());
      return ExitCode.OK;
    }
  }
}
