package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.client.GatewayClient;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code route test}. */
final class RouteCommands {
  private RouteCommands() {}

  @Command(name = "route", description = "How the node routes.")
  static final class Group {}

  @Command(name = "test", description = "Say what would become of a request, without sending it.")
  static final class Test implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "URL")
    String url = "";

    @Option(names = "--method", paramLabel = "METHOD", description = "Default GET.")
    String method = "GET";

    Test(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      try (Gateway gateway = cli.reading()) {
        JsonNode view =
            gateway
                .client()
                .get(
                    "/v1/routes/test?url="
                        + GatewayClient.encoded(url)
                        + "&method="
                        + GatewayClient.encoded(method));
        if (cli.isJson()) {
          cli.out().println(Json.writePretty(view));
        } else {
          Details.print(cli, view);
        }
        return ExitCode.OK;
      }
    }
  }
}
