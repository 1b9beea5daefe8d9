package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.client.Submitted;
import io.webgateway.client.Workloads;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.Json;
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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code publish}, {@code apply}, {@code delete}. */
final class WorkloadCommands {
  private WorkloadCommands() {}

  @Command(
      name = "publish",
      description = "Publish a workload under a reserved name, described by options.",
      footer = {
        "",
        "Examples: webgw publish blog/web --pool gw.example.org --backend '[400::1]:8080'",
        "          webgw publish blog/api --backend '[400::1]:8443' --set backendTls.ca=@ca.pem"
      })
  static final class Publish implements Callable<Integer> {
    private final Cli cli;

    @Parameters(
        index = "0",
        paramLabel = "NAME/ID",
        description = "The reserved name and the workload's own id.")
    String path = "";

    @Option(
        names = "--kind",
        paramLabel = "KIND",
        completionCandidates = KnownWords.Kinds.class,
        description = "What it is: ${COMPLETION-CANDIDATES}; default HttpService.")
    String kind = "HttpService";

    @Option(
        names = "--pool",
        paramLabel = "DOMAIN",
        description = "A pool to serve it; may be repeated; default: the node's.")
    List<String> pools = new ArrayList<>();

    @Option(
        names = "--backend",
        required = true,
        paramLabel = "HOST:PORT[*WEIGHT]",
        description = "Where traffic goes; may be repeated.")
    List<String> backends = new ArrayList<>();

    @Option(
        names = "--host",
        paramLabel = "HOST",
        description = "A host to answer for; may be repeated; default NAME.POOL.")
    List<String> hosts = new ArrayList<>();

    @Option(names = "--path-prefix", paramLabel = "PATH", description = "Default /.")
    Optional<String> pathPrefix = Optional.empty();

    @Option(
        names = "--plain-http",
        paramLabel = "POLICY",
        completionCandidates = KnownWords.PlainHttpPolicies.class,
        description = {
          "What port 80 does: redirect (default), serve, or passAcme (redirect all but what",
          "certificate authorities ask for, which goes to the backend)."
        })
    Optional<String> plainHttp = Optional.empty();

    @Option(
        names = "--set",
        paramLabel = "FIELD=VALUE",
        completionCandidates = KnownWords.SettableFields.class,
        description = {
          "Set any other field, such as backendProtocol=http2; may be repeated.",
          "FIELD=@FILE takes a file's text: backendTls.ca=@ca.pem"
        })
    List<String> sets = new ArrayList<>();

    @Option(names = "--port", paramLabel = "PORT", description = "The pool's port, for forwards.")
    Optional<Integer> port = Optional.empty();

    @Option(
        names = "--wait",
        arity = "0..1",
        fallbackValue = "30s",
        paramLabel = "TERM",
        description = "Wait until it is served; default 30s.")
    Optional<Duration> wait = Optional.empty();

    @Option(names = "--dry-run", description = "Only ask what would become of it.")
    boolean dryRun;

    Publish(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      try (Gateway gateway = cli.signing()) {
        Workload workload = Documents.workloads(List.of(document(gateway))).getFirst();
        List<Workload> one = List.of(workload);
        return send(cli, gateway, one, new Workloads.Expecting.None(), dryRun, wait);
      }
    }

    private ObjectNode document(Gateway gateway) throws IOException {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      WorkloadPath place = WorkloadPath.of(path);
      tree.put("kind", kind).put("namespace", place.namespace()).put("id", place.id());
      ArrayNode list = tree.putArray("pools");
      (pools.isEmpty() ? ListedNames.poolOfNode(gateway) : pools).forEach(list::add);
      if (!hosts.isEmpty()) {
        ArrayNode names = tree.putArray("hosts");
        hosts.forEach(names::add);
      }
      pathPrefix.ifPresent(text -> tree.put("pathPrefix", text));
      plainHttp.ifPresent(text -> tree.put("plainHttp", text));
      port.ifPresent(number -> tree.put("port", number));
      ArrayNode targets = tree.putArray("backends");
      backends.forEach(text -> addBackend(targets, text));
      FieldPath.setAll(tree, sets);
      return tree;
    }

    private static void addBackend(ArrayNode targets, String text) {
      int star = text.lastIndexOf('*');
      if (star < 0) {
        targets.add(text);
      } else {
        targets
            .addObject()
            .put("address", text.substring(0, star))
            .set("weight", Documents.value(text.substring(star + 1)));
      }
    }
  }

  @Command(
      name = "apply",
      description = "Make workloads be as a file says: YAML or JSON, several documents possible.")
  static final class Apply implements Callable<Integer> {
    private final Cli cli;

    @Option(
        names = {"-f", "--file"},
        required = true,
        paramLabel = "FILE|-",
        description = "The file; - for standard input.")
    String file = "";

    @Option(
        names = "--wait",
        arity = "0..1",
        fallbackValue = "30s",
        paramLabel = "TERM",
        description = "Wait until all are served; default 30s.")
    Optional<Duration> wait = Optional.empty();

    @Option(names = "--dry-run", description = "Only ask what would become of it.")
    boolean dryRun;

    Apply(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      List<Workload> workloads = Documents.workloads(Documents.parse(text(cli, file)));
      if (workloads.isEmpty()) {
        throw new Usage("-f", "There is no document in " + file, "Write at least one workload");
      }
      try (Gateway gateway = cli.signing()) {
        return send(cli, gateway, workloads, new Workloads.Expecting.Anything(), dryRun, wait);
      }
    }
  }

  /** A file's text, or standard input. */
  static String text(Cli cli, String file) throws IOException {
    return file.equals("-") ? cli.terminal().input() : Files.readString(Path.of(file));
  }

  /** Sends definitions one after the other; the first refusal ends it. */
  static Integer send(
      Cli cli,
      Gateway gateway,
      List<Workload> workloads,
      Workloads.Expecting expecting,
      boolean dryRun,
      Optional<Duration> wait)
      throws IOException {
    ArrayNode results = JsonNodeFactory.instance.arrayNode();
    for (Workload workload : workloads) {
      String path = workload.placement().path();
      Optional<Submitted> sent =
          ReservationCommands.of(gateway, dryRun).workloads().publish(workload, expecting);
      if (cli.isJson()) {
        results.add(
            sent.map(Answers::json)
                .orElseGet(
                    () ->
                        JsonNodeFactory.instance
                            .objectNode()
                            .put("key", "workload/" + path)
                            .put("outcome", "unchanged")));
      } else if (sent.isEmpty()) {
        cli.out().println("unchanged " + path);
      } else {
        Answers.print(cli, sent.get(), "published " + path);
      }
    }
    if (cli.isJson()) {
      cli.out().println(Json.writePretty(results.size() == 1 ? results.get(0) : results));
    }
    return wait.isPresent() && !dryRun
        ? new ServingWait(cli, gateway).until(workloads, wait.get())
        : ExitCode.OK;
  }

  @Command(name = "delete", description = "Take a workload back.")
  static final class Delete implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", arity = "1..*", paramLabel = "NAME/ID")
    List<String> paths = new ArrayList<>();

    @Option(names = "--dry-run", description = "Only ask what would become of it.")
    boolean dryRun;

    Delete(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      List<WorkloadPath> places = paths.stream().map(WorkloadPath::of).toList();
      try (Gateway gateway = cli.signing()) {
        for (WorkloadPath place : places) {
          Submitted done =
              ReservationCommands.of(gateway, dryRun)
                  .workloads()
                  .delete(place.namespace(), place.id());
          Answers.print(cli, done, "deleted " + place);
        }
        return ExitCode.OK;
      }
    }
  }
}
