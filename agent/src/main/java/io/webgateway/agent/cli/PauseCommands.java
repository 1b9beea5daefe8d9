package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.client.Workloads;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.document.WorkloadDocument;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code workload pause} and {@code workload resume}: edits of what the owner has signed. */
final class PauseCommands {
  private PauseCommands() {}

  @Command(
      name = "pause",
      description = {
        "Close a workload for a while, on all its nodes: requests get a page with status 503,",
        "connections are closed at once, new flows are dropped. Whoever is there stays."
      })
  static final class PauseWorkload implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "NAME/ID")
    String path = "";

    @Option(
        names = "--message",
        paramLabel = "TEXT",
        description = "What visitors of HTTP read; up to 500 characters.")
    Optional<String> message = Optional.empty();

    @Option(
        names = "--retry-after",
        paramLabel = "TERM",
        description = "For HttpService: when to come again; default 2m, at most 7d.")
    Optional<Duration> retryAfter = Optional.empty();

    @Option(names = "--dry-run", description = "Only ask what would become of it.")
    boolean dryRun;

    PauseWorkload(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      ObjectNode pause = JsonNodeFactory.instance.objectNode().put("mode", "on");
      message.ifPresent(text -> pause.put("message", text));
      retryAfter.ifPresent(length -> pause.put("retryAfterSeconds", length.toSeconds()));
      return edit(cli, path, document -> document.set("pause", pause), dryRun);
    }
  }

  @Command(name = "resume", description = "Open a workload again that was paused.")
  static final class ResumeWorkload implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "NAME/ID")
    String path = "";

    @Option(names = "--dry-run", description = "Only ask what would become of it.")
    boolean dryRun;

    ResumeWorkload(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      return edit(cli, path, document -> document.put("pause", "off"), dryRun);
    }
  }

  private static Integer edit(Cli cli, String path, Consumer<ObjectNode> change, boolean dryRun)
      throws IOException {
    WorkloadPath place = WorkloadPath.of(path);
    try (Gateway gateway = cli.signing()) {
      Workloads.Seen seen =
          gateway
              .workloads()
              .find(place.namespace(), place.id())
              .orElseThrow(() -> EditCommand.missing(place));
      ObjectNode document = WorkloadDocument.write(seen.workload());
      change.accept(document);
      List<Workload> next = Documents.workloads(List.of(document));
      return WorkloadCommands.send(
          cli,
          gateway,
          next,
          new Workloads.Expecting.Version(seen.version()),
          dryRun,
          Optional.empty());
    }
  }
}
