package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.client.Submitted;
import io.webgateway.client.screen.TimeText;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.NameBody;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reserve}, {@code renew}, {@code release}. */
final class ReservationCommands {
  private ReservationCommands() {}

  private static NameBody body(Submitted submitted) {
    return (NameBody) submitted.signed().record().body();
  }

  /** The gateway that changes, or only tries to. */
  static Gateway of(Gateway gateway, boolean dryRun) {
    return dryRun ? gateway.rehearsing() : gateway;
  }

  @Command(name = "reserve", description = "Reserve a name for a term.")
  static final class Reserve implements Callable<Integer> {
    private final Cli cli;

    @Parameters(paramLabel = "NAME", description = "One label: a-z, 0-9 and inner hyphens.")
    String name = "";

    @Option(
        names = "--for",
        paramLabel = "TERM",
        description = "How long, such as 90d or 1y; default 90d.")
    Duration term = Duration.ofDays(90);

    @Option(
        names = "--sponsor",
        paramLabel = "ID",
        description = "The provider whose grant it counts against; default: the node's.")
    Optional<String> sponsor = Optional.empty();

    @Option(names = "--dry-run", description = "Only ask what would become of it.")
    boolean dryRun;

    Reserve(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      try (Gateway gateway = cli.signing()) {
        IdentityId against =
            sponsor
                .map(text -> cli.identity(text, "--sponsor"))
                .orElseGet(() -> gateway.providers().sponsor());
        Submitted done = of(gateway, dryRun).reservations().reserve(name, against, term);
        Answers.print(
            cli,
            done,
            "reserved " + name + " until " + TimeText.exact(body(done).until(), cli.now()));
        return ExitCode.OK;
      }
    }
  }

  @Command(name = "renew", description = "Extend a name's term, counted from now.")
  static final class Renew implements Callable<Integer> {
    private final Cli cli;

    @Parameters(paramLabel = "NAME")
    String name = "";

    @Option(
        names = "--for",
        paramLabel = "TERM",
        description = "How long, such as 90d or 1y; default 90d.")
    Duration term = Duration.ofDays(90);

    @Option(
        names = "--sponsor",
        paramLabel = "ID",
        description = "Another provider whose grant it counts against from now on.")
    Optional<String> sponsor = Optional.empty();

    @Option(names = "--dry-run", description = "Only ask what would become of it.")
    boolean dryRun;

    Renew(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      try (Gateway gateway = cli.signing()) {
        Submitted done =
            of(gateway, dryRun)
                .reservations()
                .renew(name, term, sponsor.map(text -> cli.identity(text, "--sponsor")));
        Answers.print(
            cli,
            done,
            "renewed " + name + " until " + TimeText.exact(body(done).until(), cli.now()));
        return ExitCode.OK;
      }
    }
  }

  @Command(
      name = "release",
      description = "Give a name up. It stops being served; for a while only you can take it back.")
  static final class Release implements Callable<Integer> {
    private final Cli cli;

    @Parameters(paramLabel = "NAME")
    String name = "";

    @Option(names = "--dry-run", description = "Only ask what would become of it.")
    boolean dryRun;

    Release(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      try (Gateway gateway = cli.signing()) {
        Answers.print(cli, of(gateway, dryRun).reservations().release(name), "released " + name);
        return ExitCode.OK;
      }
    }
  }
}
