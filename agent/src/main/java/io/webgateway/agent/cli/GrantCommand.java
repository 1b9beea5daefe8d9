package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.client.Providers;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.Suspension;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grant}: a provider's permission, and what it decides about somebody's work. */
@Command(
    name = "grant",
    description = {
      "Give an identity permission on your pools, or change it. What is not named stays as it is."
    })
final class GrantCommand implements Callable<Integer> {
  private static final Duration USUAL_TERM = Duration.ofDays(365);

  private final Cli cli;

  @Parameters(index = "0", paramLabel = "ID", description = "The identity that gets it.")
  String to = "";

  @Option(names = "--names", paramLabel = "N", description = "How many names it may hold.")
  Optional<Integer> names = Optional.empty();

  @Option(names = "--ports", paramLabel = "N", description = "How many ports it may take.")
  Optional<Integer> ports = Optional.empty();

  @Option(
      names = "--bandwidth",
      paramLabel = "BITS",
      description = "What its workloads may take on one node in each direction; 0 for no limit.")
  Optional<Long> bandwidth = Optional.empty();

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Connections and flows open at once on one node; 0 for no limit.")
  Optional<Integer> connections = Optional.empty();

  @Option(
      names = "--connections-per-second",
      paramLabel = "N",
      description = "New connections and flows on one node; 0 for no limit.")
  Optional<Integer> connectionsPerSecond = Optional.empty();

  @Option(
      names = "--requests-per-second",
      paramLabel = "N",
      description = "HTTP requests on one node; 0 for no limit.")
  Optional<Integer> requestsPerSecond = Optional.empty();

  @Option(
      names = "--pool",
      paramLabel = "DOMAIN",
      description = "A pool that it covers; may be repeated; default all of yours.")
  List<String> pools = new ArrayList<>();

  @Option(
      names = "--view",
      negatable = true,
      description = "Whether it may see your nodes and all workloads there.")
  Optional<Boolean> view = Optional.empty();

  @Option(
      names = "--for",
      paramLabel = "TERM",
      description = "Until when, counted from now; default 365d for a new grant.")
  Optional<Duration> term = Optional.empty();

  @Option(
      names = "--approve",
      paramLabel = "NAME[/ID]",
      description = "Approve work for pools that ask for approval; may be repeated.")
  List<String> approve = new ArrayList<>();

  @Option(
      names = "--suspend",
      paramLabel = "NAME[/ID]",
      description = "Stop serving this on your pools; needs --reason.")
  Optional<String> suspend = Optional.empty();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; its owner sees it.")
  String reason = "";

  @Option(names = "--resume", paramLabel = "NAME[/ID]", description = "End a suspension.")
  Optional<String> resume = Optional.empty();

  @Option(names = "--dry-run", description = "Only ask what would become of it.")
  boolean dryRun;

  GrantCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    IdentityId identity = cli.identity(to, "ID");
    Instant usualEnd = end(USUAL_TERM);
    try (Gateway gateway = cli.signing()) {
      Answers.print(
          cli,
          ReservationCommands.of(gateway, dryRun)
              .providers()
              .grant(identity, Providers.emptyGrant(usualEnd), this::changed),
          "granted to " + identity.shortForm());
      return ExitCode.OK;
    }
  }

  private Instant end(Duration length) {
    return cli.now().plus(length).truncatedTo(ChronoUnit.SECONDS);
  }

  private GrantBody changed(GrantBody before) {
    return new GrantBody(
        names.orElse(before.maxNames()),
        ports.orElse(before.maxPorts()),
        bandwidth.orElse(before.bandwidthBitsPerSecond()),
        pools.isEmpty() ? before.pools() : pools,
        view.orElse(before.view()),
        term.map(this::end).orElse(before.notAfter()),
        approvals(before.approvals()),
        suspensions(before.suspensions()),
        ceiling(before.ceiling().orElse(GrantBody.Ceiling.NONE)));
  }

  private Optional<GrantBody.Ceiling> ceiling(GrantBody.Ceiling before) {
    GrantBody.Ceiling after =
        new GrantBody.Ceiling(
            connections.orElse(before.maxConnections()),
            connectionsPerSecond.orElse(before.connectionsPerSecond()),
            requestsPerSecond.orElse(before.requestsPerSecond()));
    return Optional.of(after).filter(ceiling -> !ceiling.equals(GrantBody.Ceiling.NONE));
  }

  private List<String> approvals(List<String> before) {
    List<String> all = new ArrayList<>(before);
    approve.stream().filter(one -> !all.contains(one)).forEach(all::add);
    return all;
  }

  private List<Suspension> suspensions(List<Suspension> before) {
    List<Suspension> all = new ArrayList<>(before);
    resume.ifPresent(subject -> all.removeIf(one -> one.subject().equals(subject)));
    suspend.ifPresent(
        subject -> {
          all.removeIf(one -> one.subject().equals(subject));
          all.add(new Suspension(subject, reason));
        });
    return all;
  }
}
