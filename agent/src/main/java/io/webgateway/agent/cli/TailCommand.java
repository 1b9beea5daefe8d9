package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.client.RefusedException;
import io.webgateway.client.UnreachableException;
import io.webgateway.client.traffic.TrafficWatch;
import io.webgateway.filter.TrafficFilter;
import io.webgateway.wire.ProblemDocument;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tail}: live traffic. */
@Command(
    name = "tail",
    description = {
      "Show live traffic of the agent: your own, or what a provider may see of others'.",
      "The filter is evaluated by the agent. Ctrl-C ends."
    },
    footer = {
      "",
      "Filter: host: method: status: path: workload: client: protocol: reason: duration: bytes:",
      "with values such as 5xx, >=400, *.gw.example, 192.0.2.0/24, >500ms; the word error;",
      "or, not and brackets. Example:  webgw tail 'workload:blog (status:5xx or duration:>2s)'"
    })
final class TailCommand implements Callable<Integer> {
  private static final Duration FOREVER = Duration.ofDays(3_650);

  private final Cli cli;

  @Parameters(arity = "0..*", paramLabel = "FILTER", description = "In the filter language.")
  List<String> filter = List.of();

  @Option(names = "--workload", paramLabel = "NAME[/ID]", description = "Of a workload only.")
  Optional<String> workload = Optional.empty();

  @Option(names = "--host", paramLabel = "HOST", description = "To a host, or *.DOMAIN, only.")
  Optional<String> host = Optional.empty();

  @Option(names = "--status", paramLabel = "STATUS", description = "Such as 404, 5xx, '>=400'.")
  Optional<String> status = Optional.empty();

  @Option(names = "--method", paramLabel = "METHOD", description = "Such as GET or POST,PUT.")
  Optional<String> method = Optional.empty();

  @Option(names = "--count", paramLabel = "N", description = "End after so many events.")
  long count = Long.MAX_VALUE;

  @Option(names = "--for", paramLabel = "TIME", description = "End after a time, such as 10s.")
  Duration time = FOREVER;

  TailCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    String text = text();
    TailPrinter printer = new TailPrinter(cli, count);
    try (Gateway gateway = cli.reading();
        TrafficWatch watch = TrafficWatch.start(gateway.client(), text, printer)) {
      // After Ctrl-C the agent should not wait for the lease to end.
      Thread ending = Thread.ofPlatform().name("tail-end").unstarted(watch::close);
      Runtime.getRuntime().addShutdownHook(ending);
      try {
        return outcome(printer.await(time));
      } finally {
        forget(ending);
      }
    }
  }

  private static Integer outcome(TailPrinter.End end) {
    return switch (end) {
      case TailPrinter.Done _ -> ExitCode.OK;
      case TailPrinter.Refused(ProblemDocument problem) -> throw new RefusedException(problem);
      case TailPrinter.NotReached(String reason) ->
          throw new UnreachableException(reason, new IOException(reason));
    };
  }

  private static void forget(Thread ending) {
    try {
      Runtime.getRuntime().removeShutdownHook(ending);
    } catch (IllegalStateException e) {
      // The program is ending, and the hook runs.
      return;
    }
  }

  private String text() {
    List<String> parts = new ArrayList<>();
    String written = String.join(" ", filter).strip();
    boolean hasOptions =
        workload.isPresent() || host.isPresent() || status.isPresent() || method.isPresent();
    if (!written.isEmpty()) {
      requireFilter("FILTER", written);
      parts.add(hasOptions ? "(" + written + ")" : written);
    }
    term("workload", workload).ifPresent(parts::add);
    term("host", host).ifPresent(parts::add);
    term("status", status).ifPresent(parts::add);
    term("method", method).ifPresent(parts::add);
    String text = String.join(" ", parts);
    requireFilter("FILTER", text);
    return text;
  }

  private static Optional<String> term(String key, Optional<String> value) {
    Optional<String> term = value.map(text -> key + ":" + text);
    term.ifPresent(text -> requireFilter("--" + key, text));
    return term;
  }

  private static void requireFilter(String option, String text) {
    if (TrafficFilter.parse(text) instanceof TrafficFilter.Invalid fault) {
      throw new Usage(
          option,
          fault.fault() + ", at character " + (fault.position() + 1) + " of " + text,
          fault.cure());
    }
  }
}
