package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.client.Profile;
import io.webgateway.client.Providers;
import io.webgateway.model.ledger.PoolAdmission;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code node enrol}. */
final class NodeCommands {
  /**
   * Where an agent answers its machine's administrator, unless its configuration says otherwise.
   */
  static final String USUAL_SOCKET = "unix:/var/lib/webgw/run/management.sock";

  private NodeCommands() {}

  @Command(name = "node", description = "Nodes that you run.")
  static final class Group {}

  @Command(
      name = "enrol",
      description = {
        "Make the agent on this machine a node of yours, in a pool. Speaks to the agent's unix",
        "socket (--agent unix:/path; default /var/lib/webgw/run/management.sock) and signs as you.",
        "Afterwards the agent is known here as a profile."
      })
  static final class Enrol implements Callable<Integer> {
    private final Cli cli;
    private final GlobalOptions options;

    @Option(
        names = "--pool",
        required = true,
        paramLabel = "DOMAIN",
        description = "The pool that it joins; made when there is none.")
    String pool = "";

    @Option(
        names = "--admission",
        description =
            "Whose workloads a new pool serves: ${COMPLETION-CANDIDATES}; default" + " INVITED.")
    PoolAdmission admission = PoolAdmission.INVITED;

    @Option(
        names = "--display-name",
        paramLabel = "TEXT",
        description = "What people call you as a provider.")
    String displayName = "";

    @Option(names = "--contact", paramLabel = "TEXT", description = "How tenants reach you.")
    String contact = "";

    @Option(
        names = "--profile",
        paramLabel = "NAME",
        description = "What the agent is called here; default 'default'.")
    String profile = "default";

    Enrol(Cli cli, GlobalOptions options) {
      this.cli = cli;
      this.options = options;
    }

    @Override
    public Integer call() throws IOException {
      if (options.agent.isEmpty() && cli.variable("WEBGW_AGENT").isEmpty()) {
        options.agent = Optional.of(USUAL_SOCKET);
      }
      try (Gateway gateway = cli.signing()) {
        if (!gateway.client().isLocalAdministrator()) {
          throw new Usage(
              "--agent",
              "A node is enrolled on its own machine, through its unix socket",
              "Write --agent unix:/path/of/management.sock");
        }
        Providers.Enrolled enrolled =
            gateway
                .providers()
                .enrol(new Providers.Enrolment(pool, admission, displayName, contact));
        Profile known = profile(gateway, enrolled);
        cli.home().save(profile, known);
        report(enrolled, known);
        return ExitCode.OK;
      }
    }

    // Over TLS where the node has it; its proof has just told the key.
    private static Profile profile(Gateway gateway, Providers.Enrolled enrolled) {
      String address =
          enrolled.proof().endpoints().stream()
              .findFirst()
              .orElseGet(() -> gateway.client().address());
      return new Profile(
          address,
          Optional.of(enrolled.node()),
          Optional.of(gateway.trust().ledger()),
          Optional.of(enrolled.proof().tlsPin()));
    }

    private void report(Providers.Enrolled enrolled, Profile known) {
      if (cli.isJson()) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("node", enrolled.node().value());
        tree.put("pool", pool);
        tree.put("profile", profile);
        tree.set("agent", Json.toTree(known));
        cli.out().println(Json.writePretty(tree));
        return;
      }
      cli.out().println("node      " + enrolled.node());
      cli.out().println("pool      " + pool);
      cli.out().println("agent     " + known.agent() + " (profile " + profile + ")");
      cli.out().println("ledger    " + known.ledger().orElse(""));
    }
  }
}
