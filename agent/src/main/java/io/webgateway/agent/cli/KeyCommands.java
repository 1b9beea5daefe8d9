package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.client.IdentityFile;
import io.webgateway.client.KeyRing;
import io.webgateway.client.SecretFile;
import io.webgateway.client.Submitted;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.identity.PublicKey;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code identity add-key}, {@code remove-key}, {@code recover}. */
final class KeyCommands {
  private KeyCommands() {}

  @Command(
      name = "add-key",
      description = {
        "List one more key: made here for another device or program, or made elsewhere.",
        "Without --out and --public-key the new key joins your own identity file."
      })
  static final class Add implements Callable<Integer> {
    private final Cli cli;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Make a key and write an identity file for another device.")
    Optional<Path> out = Optional.empty();

    @Option(
        names = "--public-key",
        paramLabel = "X",
        description = "List this public key (43 characters, the JWK's x).")
    Optional<String> publicKey = Optional.empty();

    @Option(
        names = "--uses",
        split = ",",
        paramLabel = "USE",
        description = "What it may do: ${COMPLETION-CANDIDATES}; default own,login.")
    List<KeyUse> uses = List.of(KeyUse.OWN, KeyUse.LOGIN);

    @Option(names = "--label", paramLabel = "TEXT", description = "What it is called in lists.")
    String label = "";

    @Option(
        names = "--expires-in",
        paramLabel = "TERM",
        description = "When it ends by itself, such as 90d; default never.")
    Optional<Duration> expiresIn = Optional.empty();

    Add(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      OpenIdentity own = cli.open(cli.identityFile());
      KeyRing ring = own.ring();
      Optional<SigningKey> made =
          publicKey.isPresent() ? Optional.empty() : Optional.of(SigningKey.generate());
      PublicKey key = made.map(SigningKey::publicKey).orElseGet(this::givenKey);
      // Keys are on disk before the ledger names them: one that is lost could not be used.
      if (made.isPresent()) {
        save(own, made.get());
      }
      IdentityKey listed =
          new IdentityKey(
              key,
              Set.copyOf(EnumSet.copyOf(uses)),
              expiresIn.map(length -> cli.now().plus(length)),
              label);
      try (Gateway gateway = cli.with(ring)) {
        Submitted done = gateway.identities().addKey(listed);
        Answers.print(cli, done, "added key " + key.thumbprint());
        return ExitCode.OK;
      }
    }

    private PublicKey givenKey() {
      try {
        return new PublicKey(publicKey.orElseThrow());
      } catch (IllegalArgumentException e) {
        throw new Usage(
            "--public-key", String.valueOf(e.getMessage()), "Copy the x of its public JWK");
      }
    }

    private void save(OpenIdentity own, SigningKey key) throws IOException {
      KeyRing ring = own.ring();
      if (out.isPresent()) {
        // Only an owner needs to read back what was sealed.
        Optional<DecryptionKey> encryption =
            uses.contains(KeyUse.OWN) ? ring.encryption() : Optional.empty();
        KeyRing device = new KeyRing(ring.identity(), List.of(key), encryption);
        IdentityFile.write(out.get(), device, cli.newPassphrase(), false);
      } else {
        own.replace(ring.with(key));
      }
    }
  }

  @Command(name = "remove-key", description = "Strike a key out; it is dead at once.")
  static final class Remove implements Callable<Integer> {
    private final Cli cli;

    @Parameters(
        index = "0",
        paramLabel = "KEY",
        description = "The key's thumbprint or its beginning: webgw identity show.")
    String key = "";

    Remove(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      OpenIdentity own = cli.open(cli.identityFile());
      try (Gateway gateway = cli.with(own.ring())) {
        Submitted done = gateway.identities().removeKey(key);
        forget(own, (IdentityBody) done.signed().record().body());
        Answers.print(cli, done, "removed key " + key);
        return ExitCode.OK;
      }
    }

    // A dead key that stayed first in the file would be used for tokens.
    private static void forget(OpenIdentity own, IdentityBody now) throws IOException {
      KeyRing left = own.ring();
      for (SigningKey held : own.ring().keys()) {
        left = now.key(held.keyId()).isEmpty() ? left.without(held.keyId()) : left;
      }
      if (left.keys().size() < own.ring().keys().size()) {
        own.replace(left);
      }
    }
  }

  @Command(
      name = "recover",
      description = {
        "Take an identity back with its recovery key: every key is struck out but a new one.",
        "Makes a new recovery key too, for the old one has been used."
      })
  static final class Recover implements Callable<Integer> {
    private final Cli cli;

    @Parameters(
        index = "0",
        paramLabel = "NAME",
        description = "What you call the identity on this machine.")
    String name = "";

    @Option(
        names = "--recovery-file",
        required = true,
        paramLabel = "FILE",
        description = "The file with the recovery key.")
    Path recoveryFile = Path.of("");

    @Option(
        names = "--id",
        paramLabel = "ID",
        description = "The identity's id, when its file is lost.")
    Optional<String> id = Optional.empty();

    @Option(
        names = "--new-recovery-file",
        paramLabel = "FILE",
        description = "Where the next recovery key goes.")
    Optional<Path> newRecoveryFile = Optional.empty();

    Recover(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      Path file = cli.home().identity(name);
      SigningKey recovery = SigningKey.fromJwk(SecretFile.read(recoveryFile).strip());
      Optional<KeyRing> before =
          Files.exists(file) ? Optional.of(cli.ring(file)) : Optional.empty();
      IdentityId identity =
          id.map(text -> cli.identity(text, "--id"))
              .or(() -> before.map(KeyRing::identity))
              .orElseThrow(
                  () -> new Usage("--id", "There is no file of that identity here", "Give its id"));
      KeyRing fresh =
          new KeyRing(
              identity,
              List.of(SigningKey.generate()),
              before.flatMap(KeyRing::encryption).or(() -> Optional.of(DecryptionKey.generate())));
      return recover(file, recovery, fresh);
    }

    private Integer recover(Path file, SigningKey recovery, KeyRing fresh) throws IOException {
      SigningKey next = SigningKey.generate();
      Path nextFile = newRecoveryFile.orElseGet(() -> cli.home().recovery(name + "-next"));
      Path freshFile = file.resolveSibling(file.getFileName() + ".recovering");
      SecretFile.create(nextFile, next.toJwk() + "\n");
      IdentityFile.write(freshFile, fresh, cli.newPassphrase(), true);
      try (Gateway gateway = cli.with(fresh)) {
        Submitted done = gateway.identities().recover(recovery, fresh, "recovered", next.keyId());
        Files.move(
            freshFile, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Answers.print(cli, done, "recovered " + fresh.identity());
        cli.note("The next recovery key is in " + nextFile + "; move it to a place offline.");
        return ExitCode.OK;
      }
    }
  }
}
