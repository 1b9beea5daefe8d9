package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.client.RefusedException;
import io.webgateway.client.Workloads;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.document.WorkloadDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code edit}: change a live workload in one step. */
@Command(
    name = "edit",
    description = {
      "Change a live workload in one step: in $EDITOR, or by --set, or by a file.",
      "Somebody else's change in between is never overwritten."
    },
    footer = {
      "",
      "A private key is never shown: 'key: kept' stands for it, and keeps it.",
      "Examples: webgw edit blog/web --set 'backends[0].weight=3'",
      "          webgw edit blog/web --set backendProtocol=http2 --set backendTls.ca=@ca.pem"
    })
final class EditCommand implements Callable<Integer> {
  private final Cli cli;

  @Parameters(index = "0", paramLabel = "NAME/ID")
  String path = "";

  @Option(
      names = "--set",
      paramLabel = "FIELD=VALUE",
      completionCandidates = KnownWords.SettableFields.class,
      description = {
        "Set one field, such as timeouts.idleMillis=5000; may be repeated.",
        "FIELD=@FILE takes a file's text: backendTls.ca=@ca.pem"
      })
  List<String> sets = new ArrayList<>();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE|-",
      description = "Take the whole definition from a file; - for standard input.")
  Optional<String> file = Optional.empty();

  @Option(
      names = "--wait",
      arity = "0..1",
      fallbackValue = "30s",
      paramLabel = "TERM",
      description = "Wait until it is served; default 30s.")
  Optional<Duration> wait = Optional.empty();

  @Option(names = "--dry-run", description = "Only ask what would become of it.")
  boolean dryRun;

  EditCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    WorkloadPath place = WorkloadPath.of(path);
    try (Gateway gateway = cli.signing()) {
      Workloads.Seen seen =
          gateway.workloads().find(place.namespace(), place.id()).orElseThrow(() -> missing(place));
      ObjectNode document = WorkloadDocument.write(seen.workload());
      Workload next = Documents.workloads(List.of(changed(document))).getFirst();
      if (!next.placement().path().equals(place.toString())) {
        throw new Usage(
            "NAME/ID", "An edit cannot rename a workload", "Publish it anew, and delete this one");
      }
      return WorkloadCommands.send(
          cli,
          gateway,
          List.of(next),
          new Workloads.Expecting.Version(seen.version()),
          dryRun,
          wait);
    }
  }

  private JsonNode changed(ObjectNode document) throws IOException {
    if (file.isPresent()) {
      return only(Documents.parse(WorkloadCommands.text(cli, file.get())));
    }
    if (!sets.isEmpty()) {
      FieldPath.setAll(document, sets);
      return document;
    }
    return only(Documents.parse(inEditor(Documents.yaml(document))));
  }

  private static JsonNode only(List<JsonNode> documents) {
    if (documents.size() != 1) {
      throw new Usage(
          "-f", "There are " + documents.size() + " documents", "An edit takes exactly one");
    }
    return documents.getFirst();
  }

  private String inEditor(String yaml) throws IOException {
    String editor =
        cli.variable("VISUAL")
            .or(() -> cli.variable("EDITOR"))
            .orElseThrow(
                () ->
                    new Usage(
                        "EDITOR", "No editor is named", "Set EDITOR, or use --set or -f instead"));
    Path draft = Files.createTempFile("webgw-edit-", ".yaml");
    try {
      Files.writeString(draft, yaml);
      // The shell splits what people put into EDITOR; the file's name is passed beside it.
      Process process =
          new ProcessBuilder("/bin/sh", "-c", editor + " \"$1\"", "sh", draft.toString())
              .inheritIO()
              .start();
      if (process.waitFor() != 0) {
        throw new IOException("The editor failed; nothing was changed");
      }
      return Files.readString(draft);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Editing was interrupted; nothing was changed", e);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  static RefusedException missing(WorkloadPath place) {
    return new RefusedException(
        ProblemDocument.of(
            404,
            "no-such-workload",
            "There is no such workload",
            "",
            "There is no workload " + place + " whose definition you can read",
            "See yours: webgw get workloads"));
  }
}
