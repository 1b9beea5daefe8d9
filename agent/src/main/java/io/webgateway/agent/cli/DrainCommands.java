package io.webgateway.agent.cli;

import io.webgateway.client.Drains;
import io.webgateway.client.Gateway;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drain} and {@code undrain} of nodes, listeners and workloads. */
final class DrainCommands {
  private static final long LOOK_MILLIS = 500;

  private DrainCommands() {}

  @Command(name = "listener", description = "Listeners of a node.")
  static final class Listeners {}

  @Command(name = "workload", description = "Workloads, while they are served.")
  static final class Workloads {}

  /** How a drain is to go. */
  static final class Terms {
    @Option(
        names = "--limit",
        paramLabel = "TERM",
        description = "After this, what is left is cut; default 60s.")
    Optional<Duration> limit = Optional.empty();

    @Option(
        names = "--jitter",
        paramLabel = "TERM",
        description = {
          "Over this, those who are there are asked to leave, not all at once; default 10s,",
          "or half of a short limit."
        })
    Optional<Duration> jitter = Optional.empty();

    @Option(names = "--wait", description = "Wait until nothing is left, and say how it goes.")
    boolean wait;
  }

  @Command(
      name = "drain",
      description = {
        "Ask everybody who is at the node to leave: it is no longer ready, sockets stay open,",
        "nobody is refused, and what is left at the limit is cut. Ends with undrain, or with",
        "the agent."
      })
  static final class DrainNode implements Callable<Integer> {
    private final Cli cli;

    @Mixin Terms terms = new Terms();

    DrainNode(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      return begin(cli, Drains.Target.node(), terms);
    }
  }

  @Command(name = "undrain", description = "No longer ask visitors of the node to leave.")
  static final class UndrainNode implements Callable<Integer> {
    private final Cli cli;

    UndrainNode(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      return end(cli, Drains.Target.node());
    }
  }

  @Command(name = "drain", description = "Ask everybody who came in by one listener to leave.")
  static final class DrainListener implements Callable<Integer> {
    private final Cli cli;

    @Parameters(
        index = "0",
        paramLabel = "LISTENER",
        description = "http, https, or a port such as tcp/5432.")
    String name = "";

    @Mixin Terms terms = new Terms();

    DrainListener(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      return begin(cli, Drains.Target.listener(name), terms);
    }
  }

  @Command(name = "undrain", description = "No longer ask visitors of a listener to leave.")
  static final class UndrainListener implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "LISTENER")
    String name = "";

    UndrainListener(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      return end(cli, Drains.Target.listener(name));
    }
  }

  @Command(
      name = "drain",
      description = {
        "Ask the visitors of one workload to leave this node; other workloads keep theirs."
      })
  static final class DrainWorkload implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "NAME/ID")
    String path = "";

    @Mixin Terms terms = new Terms();

    DrainWorkload(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      return begin(cli, workload(path), terms);
    }
  }

  @Command(name = "undrain", description = "No longer ask visitors of a workload to leave.")
  static final class UndrainWorkload implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "NAME/ID")
    String path = "";

    UndrainWorkload(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      return end(cli, workload(path));
    }
  }

  private static Drains.Target workload(String path) {
    WorkloadPath place = WorkloadPath.of(path);
    return Drains.Target.workload(place.namespace(), place.id());
  }

  private static Integer begin(Cli cli, Drains.Target target, Terms terms) throws IOException {
    try (Gateway gateway = cli.reading()) {
      Drains drains = new Drains(gateway.client());
      Drains.Drain drain =
          drains.begin(target, terms.limit, terms.jitter, UUID.randomUUID().toString());
      Drains.Drain last = terms.wait ? awaitOver(cli, drains, target, drain) : drain;
      tell(cli, last);
      return ExitCode.OK;
    }
  }

  /** Tells how it goes whenever that has changed; ends, too, when somebody ends the drain. */
  private static Drains.Drain awaitOver(
      Cli cli, Drains drains, Drains.Target target, Drains.Drain begun) throws IOException {
    Drains.Drain seen = begun;
    while (!seen.over()) {
      if (!cli.isJson()) {
        tell(cli, seen);
      }
      Optional<Drains.Drain> next = next(drains, target, seen);
      if (next.isEmpty()) {
        cli.terminal().err().println("webgw: somebody has ended the drain");
        cli.terminal().err().flush();
        return seen;
      }
      seen = next.get();
    }
    return seen;
  }

  private static Optional<Drains.Drain> next(Drains drains, Drains.Target target, Drains.Drain seen)
      throws IOException {
    Optional<Drains.Drain> next = Optional.of(seen);
    while (next.filter(seen::equals).isPresent()) {
      pause();
      next = drains.find(target);
    }
    return next.filter(drain -> drain.number() == seen.number());
  }

  private static void tell(Cli cli, Drains.Drain drain) {
    cli.out().println(cli.isJson() ? Json.writePretty(drain) : Printable.of(drain.sentence()));
    cli.out().flush();
  }

  private static Integer end(Cli cli, Drains.Target target) throws IOException {
    try (Gateway gateway = cli.reading()) {
      new Drains(gateway.client()).end(target);
      if (!cli.isJson()) {
        cli.out().println(Printable.of(target.text() + " is no longer drained"));
      }
      return ExitCode.OK;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Waiting was interrupted", e);
    }
  }
}
