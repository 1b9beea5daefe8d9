package io.webgateway.agent.cli;

import io.webgateway.agent.cli.Listing.Column;
import io.webgateway.client.Gateway;
import io.webgateway.client.screen.BackendList;
import io.webgateway.client.screen.BackendRow;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code get backends NAME/ID}: how the backends of one workload are on the node that answers. */
final class BackendTable {
  static final String WORD = "backends";

  static final Listing LISTING =
      new Listing(
          WORD,
          "/v1/workloads",
          List.of(
              new Column("BACKEND", (item, _) -> item.path("address").asString("(not shown)")),
              new Column("STATE", (item, _) -> row(item).word()),
              Column.time("SINCE", "since"),
              Column.field("WEIGHT", "weight"),
              new Column("UNDER WAY", (item, _) -> item.path("underWay").asString("not counted")),
              Column.time("LAST CHECK", "lastChecked"),
              new Column("WHY", (item, _) -> row(item).sentence())));

  private final Cli cli;

  /** In the words of the consoles; here no row needs a number. */
  private static BackendRow row(JsonNode item) {
    return BackendRow.of(item, 0);
  }

  BackendTable(Cli cli) {
    this.cli = cli;
  }

  int show(Optional<String> workload) throws IOException {
    String wanted =
        workload.orElseThrow(
            () ->
                new Usage(
                    "NAME",
                    "The backends of which workload?",
                    "Write: webgw get backends NAME/ID"));
    try (Gateway gateway = cli.reading()) {
      JsonNode found =
          gateway.client().get(LISTING.path() + "/" + GetCommand.path(wanted) + "/" + WORD);
      print(wanted, found);
    }
    return ExitCode.OK;
  }

  private void print(String workload, JsonNode found) {
    if (cli.isJson()) {
      cli.out().println(Json.writePretty(found));
      return;
    }
    if (!found.path("served").asBoolean(false)) {
      cli.note("This node does not serve " + workload + ", so it knows of no backends");
      return;
    }
    Table table = new Table(LISTING.titles());
    found.path("backends").forEach(item -> table.add(LISTING.row(item, cli.now())));
    table.print(cli.out());
    if (found.path("panic").asBoolean(false)) {
      cli.note("So few are healthy that all of them get traffic");
    }
    String waiting = BackendList.of(found).waiting();
    if (!waiting.isEmpty()) {
      cli.note(waiting);
    }
  }
}
