package io.webgateway.agent.cli;

import io.webgateway.client.CallAuthority;
import io.webgateway.client.Gateway;
import io.webgateway.client.GatewayClient;
import io.webgateway.client.Profile;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code profile add} and {@code list}. */
final class ProfileCommands {
  private ProfileCommands() {}

  @Command(name = "profile", description = "Agents that are known here.")
  static final class Group {}

  @Command(
      name = "add",
      description = {
        "Remember the agent named by --agent and --node under a name.",
        "Its TLS key is verified now; the ledger it keeps is remembered too."
      })
  static final class Add implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "NAME")
    String name = "";

    @Option(
        names = "--ledger",
        paramLabel = "ID",
        description = "The ledger's id, if you were told it.")
    Optional<String> ledger = Optional.empty();

    Add(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      Profile profile = cli.agentChoice().profile();
      Optional<String> expected = ledger.or(profile::ledger);
      try (GatewayClient client =
          new GatewayClient(
              Dialer.real(profile),
              profile.node(),
              new CallAuthority.Anonymous(),
              InstantSource.system())) {
        Gateway gateway = Gateway.of(client, Optional.empty(), expected);
        Profile known =
            new Profile(
                profile.agent(),
                profile.node(),
                Optional.of(gateway.trust().ledger()),
                profile.tlsPin());
        Path file = cli.home().save(name, known);
        if (cli.isJson()) {
          cli.out().println(Json.writePretty(known));
        } else {
          cli.out().println("profile " + name + " in " + file);
        }
        return ExitCode.OK;
      }
    }
  }

  @Command(name = "list", description = "The agents that are known here.")
  static final class ListAll implements Callable<Integer> {
    private final Cli cli;

    ListAll(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() {
      Map<String, Profile> profiles = cli.home().profiles();
      if (cli.isJson()) {
        cli.out().println(Json.writePretty(profiles));
        return ExitCode.OK;
      }
      if (profiles.isEmpty()) {
        cli.note("No agent is known yet: webgw profile add NAME --agent URL --node ID");
        return ExitCode.OK;
      }
      Table table = new Table(List.of("NAME", "AGENT", "NODE", "LEDGER"));
      profiles.forEach(
          (name, profile) ->
              table.add(
                  List.of(
                      name,
                      profile.agent(),
                      profile.node().map(Object::toString).orElse(""),
                      profile.ledger().orElse(""))));
      table.print(cli.out());
      return ExitCode.OK;
    }
  }
}
