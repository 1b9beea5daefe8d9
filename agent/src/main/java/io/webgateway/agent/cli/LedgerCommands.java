package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.client.LedgerVerification;
import io.webgateway.client.screen.TimeText;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ledger verify}. */
final class LedgerCommands {
  private LedgerCommands() {}

  @Command(name = "ledger", description = "The ledger itself.")
  static final class Group {}

  @Command(
      name = "verify",
      description = {
        "Fetch the whole ledger with its history from the agent, replay it by the rules, and check",
        "every chain, signature and receipt. Exit code 1 when anything is wrong."
      })
  static final class Verify implements Callable<Integer> {
    private final Cli cli;

    Verify(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      try (Gateway gateway = cli.anonymous()) {
        LedgerVerification.Report report = LedgerVerification.of(gateway.reader());
        if (cli.isJson()) {
          cli.out().println(Json.writePretty(report));
        } else {
          print(report);
        }
        return report.isSound() ? ExitCode.OK : ExitCode.FAILED;
      }
    }

    private void print(LedgerVerification.Report report) {
      cli.out().println("ledger    " + report.ledger().orElse("none"));
      cli.out().println("history   " + report.history() + " records replayed");
      cli.out().println("current   " + report.current() + " records compared");
      report
          .newest()
          .ifPresent(time -> cli.out().println("newest    " + TimeText.exact(time, cli.now())));
      for (LedgerVerification.Fault fault : report.faults()) {
        cli.out()
            .println(
                Printable.of(
                    "FAULT     "
                        + fault.key()
                        + " version "
                        + fault.version()
                        + ": "
                        + fault.fault()
                        + " ("
                        + fault.code()
                        + ")"));
      }
      cli.out()
          .println(
              report.isSound()
                  ? "sound     every chain, signature and receipt is as it should be"
                  : "NOT SOUND " + report.faults().size() + " faults");
    }
  }
}
