package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.model.identity.IdentityId;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code transfer offer}, {@code accept}, {@code withdraw}. */
final class TransferCommands {
  private TransferCommands() {}

  @Command(name = "transfer", description = "Hand a name over to somebody else.")
  static final class Group {}

  @Command(name = "offer", description = "Offer a name; it stays yours until it is accepted.")
  static final class Offer implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "NAME")
    String name = "";

    @Option(
        names = "--to",
        required = true,
        paramLabel = "ID",
        description = "The identity that may accept.")
    String to = "";

    @Option(
        names = "--open-for",
        paramLabel = "TERM",
        description = "How long the offer stands; default 7d.")
    Duration open = Duration.ofDays(7);

    Offer(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      IdentityId receiver = cli.identity(to, "--to");
      try (Gateway gateway = cli.signing()) {
        Answers.print(
            cli,
            gateway.reservations().offer(name, receiver, open),
            "offered " + name + " to " + receiver.shortForm());
        return ExitCode.OK;
      }
    }
  }

  @Command(
      name = "accept",
      description = "Take a name that was offered to you. The old owner's workloads end.")
  static final class Accept implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "NAME")
    String name = "";

    @Option(
        names = "--sponsor",
        paramLabel = "ID",
        description = "The provider whose grant it counts against; default: the node's.")
    Optional<String> sponsor = Optional.empty();

    Accept(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      try (Gateway gateway = cli.signing()) {
        IdentityId against =
            sponsor
                .map(text -> cli.identity(text, "--sponsor"))
                .orElseGet(() -> gateway.providers().sponsor());
        Answers.print(cli, gateway.reservations().accept(name, against), "accepted " + name);
        return ExitCode.OK;
      }
    }
  }

  @Command(name = "withdraw", description = "Take an offer back.")
  static final class Withdraw implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "NAME")
    String name = "";

    Withdraw(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      try (Gateway gateway = cli.signing()) {
        Answers.print(cli, gateway.reservations().withdraw(name), "withdrew the offer of " + name);
        return ExitCode.OK;
      }
    }
  }
}
