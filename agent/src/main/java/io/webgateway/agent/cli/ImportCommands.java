package io.webgateway.agent.cli;

import io.webgateway.model.name.DnsName;
import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument.FieldError;
import io.webgateway.wire.WireException;
import io.webgateway.wire.document.WorkloadDocument;
import io.webgateway.wire.zos.ZosImport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code import}: definitions of other gateways as workloads of ours. Asks no agent. */
final class ImportCommands {
  private ImportCommands() {}

  /** Only names what is below it. */
  @Command(name = "import", description = "Turn definitions of another gateway into workloads.")
  static final class Group {}

  @Command(
      name = "zos",
      description = {
        "Turn Zero-OS definitions (gateway-name-proxy, gateway-fqdn-proxy; JSON) into workloads.",
        "Prints what 'apply -f' takes, and on standard error what cannot be carried over."
      },
      footer = {
        "",
        "FILE holds a workload, a deployment, or a list of them. Then: look at what came out, reserve",
        "the names, and publish it.",
        "Example: webgw import zos old.json --pool gw.example.org > new.yaml",
        "         webgw reserve blog && webgw apply -f new.yaml --wait"
      })
  static final class Zos implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "FILE|-", description = "The file; - for standard input.")
    String file = "";

    @Option(
        names = "--pool",
        required = true,
        paramLabel = "DOMAIN",
        description = "A pool to serve the workloads; may be repeated.")
    List<String> pools = new ArrayList<>();

    @Option(
        names = "--name",
        paramLabel = "OLD=NAME",
        description = {
          "The reserved name for what had the name or domain OLD; may be repeated.",
          "Otherwise a name proxy keeps its name and a domain gets its workload's."
        })
    Map<String, String> names = new LinkedHashMap<>();

    Zos(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      JsonNode tree = tree(WorkloadCommands.text(cli, file));
      ZosImport.Plan plan = new ZosImport.Plan(pools.stream().map(Zos::domain).toList(), names);
      return switch (ZosImport.read(tree, plan)) {
        case ZosImport.Imported imported -> print(imported);
        case ZosImport.Invalid invalid -> throw Documents.refused(inFile(invalid.problems()));
      };
    }

    private JsonNode tree(String text) {
      try {
        return Json.readTree(text);
      } catch (WireException e) {
        String fault = String.valueOf(e.getMessage());
        throw Documents.refused(
            inFile(List.of(new FieldError("", "bad-json", fault, "Give JSON, as Zero-OS has it"))));
      }
    }

    private static String domain(String text) {
      try {
        return DnsName.of(text).value();
      } catch (IllegalArgumentException e) {
        throw new Usage("--pool", String.valueOf(e.getMessage()), "See: webgw get pools");
      }
    }

    private List<FieldError> inFile(List<FieldError> problems) {
      return problems.stream()
          .map(p -> new FieldError("/" + shortFile() + p.pointer(), p.code(), p.fault(), p.cure()))
          .toList();
    }

    private String shortFile() {
      return file.equals("-") ? "standard input" : file.substring(file.lastIndexOf('/') + 1);
    }

    private Integer print(ZosImport.Imported imported) {
      if (cli.isJson()) {
        cli.out().println(Json.writePretty(json(imported)));
        return ExitCode.OK;
      }
      String separator = "";
      for (ZosImport.Item item : imported.items()) {
        cli.out().print(separator);
        cli.out().println("# " + Printable.of(item.origin() + ", from " + at(item.pointer())));
        cli.out().print(Documents.yaml(WorkloadDocument.write(item.workload())));
        separator = "---\n";
      }
      for (FieldError note : imported.notes()) {
        cli.note(
            "note: "
                + Printable.of(at(note.pointer()) + ": " + note.fault() + " — " + note.cure()));
      }
      return ExitCode.OK;
    }

    private String at(String pointer) {
      return shortFile() + pointer;
    }

    private static ObjectNode json(ZosImport.Imported imported) {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      ArrayNode workloads = tree.putArray("workloads");
      imported.items().forEach(item -> workloads.add(WorkloadDocument.write(item.workload())));
      tree.set("notes", Json.toTree(imported.notes()));
      return tree;
    }
  }
}
