package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.client.GatewayClient;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code get}: lists, and single things. */
@Command(
    name = "get",
    description = {
      "Show reservations, workloads, certificates, nodes, pools, identities, providers or grants,",
      "or one of them; or what workloads have used on a node: usage; or how the backends of a",
      "workload are."
    })
final class GetCommand implements Callable<Integer> {
  private static final int PAGE = 200;

  private final Cli cli;

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      description = "One of ${COMPLETION-CANDIDATES}.",
      completionCandidates = Listings.Words.class)
  String what = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "One of them: a name, NAME/ID, a domain or an id.")
  Optional<String> name = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many to show at most; default ${DEFAULT-VALUE}.")
  int limit = 100;

  @Option(names = "--all", description = "Show all, however many.")
  boolean all;

  @Option(names = "--pool", paramLabel = "DOMAIN", description = "Workloads on this pool.")
  Optional<String> pool = Optional.empty();

  @Option(
      names = "--workload",
      paramLabel = "NAME/ID",
      description = "Usage of this workload alone.")
  Optional<String> workload = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "Usage from this day or moment on, in UTC: 2026-01-31, 2026-01-31T12:00:00Z.")
  Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "DAY",
      description = "Usage until the end of this day, or until this moment.")
  Optional<String> to = Optional.empty();

  @Option(
      names = "--by",
      paramLabel = "PIECE",
      description = "Usage of each hour, each day (default) or all of the time.")
  Optional<String> by = Optional.empty();

  GetCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    Listing listing = Listings.of(what);
    if (listing.word().equals(BackendTable.WORD)) {
      return new BackendTable(cli).show(name);
    }
    boolean csv = cli.form() == GlobalOptions.Form.csv;
    if (csv && !listing.path().equals(Listings.USAGE)) {
      throw noCsv();
    }
    try (Gateway gateway = cli.reading()) {
      if (csv) {
        String target = listing.path() + "?limit=" + PAGE + filter();
        cli.out().print(gateway.client().getText(target, "text/csv"));
        return ExitCode.OK;
      }
      return name.isPresent()
          ? one(gateway.client(), listing, name.get())
          : many(gateway.client(), listing);
    }
  }

  private Integer one(GatewayClient client, Listing listing, String wanted) {
    JsonNode found = client.get(listing.path() + "/" + path(wanted));
    if (cli.isJson()) {
      cli.out().println(Json.writePretty(found));
    } else {
      Details.print(cli, found);
    }
    return ExitCode.OK;
  }

  static Usage noCsv() {
    return new Usage("--output", "Usage alone can be written as CSV", "Write table or json");
  }

  private String filter() {
    StringBuilder filter = new StringBuilder();
    add(filter, "pool", pool);
    add(filter, "workload", workload);
    add(filter, "from", from);
    add(filter, "to", to);
    add(filter, "by", by);
    return filter.toString();
  }

  private static void add(StringBuilder filter, String name, Optional<String> value) {
    value.ifPresent(
        text -> filter.append('&').append(name).append('=').append(GatewayClient.encoded(text)));
  }

  static String path(String wanted) {
    List<String> parts = new ArrayList<>();
    for (String part : wanted.split("/", -1)) {
      parts.add(GatewayClient.encoded(part));
    }
    return String.join("/", parts);
  }

  private Integer many(GatewayClient client, Listing listing) {
    List<JsonNode> found = new ArrayList<>();
    boolean more = fetch(client, listing, found) || (!all && found.size() > limit);
    List<JsonNode> shown = found.stream().limit(all ? Integer.MAX_VALUE : limit).toList();
    if (cli.isJson()) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      shown.forEach(items::add);
      cli.out()
          .println(
              Json.writePretty(
                  JsonNodeFactory.instance.objectNode().put("more", more).set("items", items)));
      return ExitCode.OK;
    }
    print(listing, shown, more);
    return ExitCode.OK;
  }

  /** Fetches pages until there is enough; answers whether there are more. */
  private boolean fetch(GatewayClient client, Listing listing, List<JsonNode> found) {
    String filter = filter();
    Optional<String> after = Optional.empty();
    do {
      JsonNode page =
          client.get(
              listing.path()
                  + "?limit="
                  + PAGE
                  + filter
                  + after.map(key -> "&after=" + GatewayClient.encoded(key)).orElse(""));
      page.path("items").forEach(found::add);
      after = Optional.of(page.path("next").asString("")).filter(text -> !text.isEmpty());
    } while (after.isPresent() && (all || found.size() < limit));
    return after.isPresent();
  }

  private void print(Listing listing, List<JsonNode> shown, boolean more) {
    if (shown.isEmpty()) {
      cli.note("No " + listing.word());
    } else {
      Table table = new Table(listing.titles());
      shown.forEach(item -> table.add(listing.row(item, cli.now())));
      table.print(cli.out());
    }
    if (more) {
      cli.note(shown.size() + " shown, and there are more: --limit N or --all");
    }
  }
}
