package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.client.IdentityFile;
import io.webgateway.client.KeyRing;
import io.webgateway.client.screen.TimeText;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.wire.Json;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code identity list} and {@code show}. */
final class IdentityViewCommands {
  private IdentityViewCommands() {}

  @Command(name = "list", description = "The identities on this machine.")
  static final class ListAll implements Callable<Integer> {
    private final Cli cli;

    ListAll(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      Table table = new Table(List.of("NAME", "IDENTITY", "FILE"));
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      for (String name : cli.home().identities()) {
        var path = cli.home().identity(name);
        IdentityFile file = IdentityFile.read(path);
        String id =
            file.isEncrypted() ? "(under a passphrase)" : file.open(new char[0]).identity().value();
        table.add(List.of(name, id, path.toString()));
        ObjectNode item = items.addObject().put("name", name).put("file", path.toString());
        item.put("encrypted", file.isEncrypted());
        if (!file.isEncrypted()) {
          item.put("identity", id);
        }
      }
      if (cli.isJson()) {
        cli.out().println(Json.writePretty(items));
      } else if (items.isEmpty()) {
        cli.note("There is no identity yet: webgw identity new NAME");
      } else {
        table.print(cli.out());
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "show",
      description = "What the ledger says of an identity, and which keys are here.")
  static final class Show implements Callable<Integer> {
    private final Cli cli;

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "ID",
        description = "An identity id; default: your own.")
    Optional<String> id = Optional.empty();

    Show(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      Optional<KeyRing> ring =
          id.isEmpty() || !Thumbprint.isWellFormed(id.get())
              ? Optional.of(id.isEmpty() ? cli.ring() : cli.ring(cli.identityFile(id.get())))
              : Optional.empty();
      IdentityId identity =
          ring.map(KeyRing::identity).orElseGet(() -> cli.identity(id.orElseThrow(), "ID"));
      Optional<AcceptedRecord> record = Optional.empty();
      if (cli.agentChoice().isClear()) {
        try (Gateway gateway = cli.anonymous()) {
          record = gateway.trust().verified(RecordKey.identity(identity));
        }
      }
      print(identity, ring, record);
      return record.isEmpty() && cli.agentChoice().isClear() ? ExitCode.NOT_FOUND : ExitCode.OK;
    }

    private void print(
        IdentityId identity, Optional<KeyRing> ring, Optional<AcceptedRecord> record) {
      Set<String> here =
          ring.stream()
              .flatMap(known -> known.keys().stream())
              .map(SigningKey::keyId)
              .collect(Collectors.toSet());
      if (cli.isJson()) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("identity", identity.value());
        ArrayNode keys = tree.putArray("keysHere");
        here.stream().sorted().forEach(keys::add);
        record.ifPresent(
            found -> {
              tree.put("version", found.signed().version());
              tree.put("acceptedAt", found.acceptedAt().toString());
              tree.set("record", Json.toTree(found.body()));
            });
        cli.out().println(Json.writePretty(tree));
        return;
      }
      cli.out().println("identity  " + identity);
      if (record.isEmpty()) {
        cli.out().println("ledger    not there (or no agent was asked)");
        return;
      }
      printRecord(record.get(), here);
    }

    private void printRecord(AcceptedRecord record, Set<String> here) {
      IdentityBody body = (IdentityBody) record.body();
      cli.out().println("name      " + Printable.of(body.displayName()));
      cli.out()
          .println(
              "ledger    version "
                  + record.signed().version()
                  + ", "
                  + TimeText.exact(record.acceptedAt(), cli.now()));
      cli.out().println("recovery  " + body.recovery());
      cli.out().println();
      Table table = new Table(List.of("KEY", "LABEL", "USES", "EXPIRES", "HERE"));
      for (IdentityKey key : body.keys()) {
        table.add(
            List.of(
                key.key().thumbprint(),
                key.label(),
                uses(key),
                key.notAfter().map(end -> TimeText.relative(end, cli.now())).orElse("never"),
                here.contains(key.key().thumbprint()) ? "yes" : "no"));
      }
      table.print(cli.out());
    }
  }

  /** The uses of a key, in words. */
  static String uses(IdentityKey key) {
    return key.uses().stream()
        .map(KeyUse::name)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .sorted()
        .collect(Collectors.joining(","));
  }
}
