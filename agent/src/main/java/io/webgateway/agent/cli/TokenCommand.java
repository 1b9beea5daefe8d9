package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.client.SecretFile;
import io.webgateway.wire.CallToken;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code token}: a ready token for another program. */
@Command(
    name = "token",
    description = {
      "Write a token for one reading call to a file that only you can read.",
      "The node takes it once, within five minutes."
    })
final class TokenCommand implements Callable<Integer> {
  private final Cli cli;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file.")
  Path out = Path.of("");

  TokenCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    try (Gateway gateway = cli.signing()) {
      SecretFile.replace(out, gateway.client().token() + "\n");
      String ends = cli.now().plus(CallToken.MAX_LIFE).toString();
      if (cli.isJson()) {
        cli.out().println(Json.write(Map.of("file", out.toString(), "notAfter", ends)));
      } else {
        cli.out().println("token in " + out + ", good for one call until " + ends);
      }
      return ExitCode.OK;
    }
  }
}
