package io.webgateway.agent.cli;

import io.webgateway.client.Certificates;
import io.webgateway.client.Gateway;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code certificate upload}, {@code delete}, {@code ca}. */
final class CertificateCommands {
  private CertificateCommands() {}

  @Command(name = "certificate", description = "Certificates of your own; list: get certificates.")
  static final class Group {}

  @Command(name = "upload", description = "Upload a chain and its key, as PEM files.")
  static final class Upload implements Callable<Integer> {
    private final Cli cli;

    @Option(
        names = "--chain",
        required = true,
        paramLabel = "FILE",
        description = "PEM: your certificate, then its issuers.")
    Path chain = Path.of("");

    @Option(
        names = "--key-file",
        required = true,
        paramLabel = "FILE",
        description = "PEM: its private key.")
    Path key = Path.of("");

    @Option(
        names = "--name",
        paramLabel = "NAME",
        description = "The reserved name that it is for; default: all of yours.")
    Optional<String> name = Optional.empty();

    @Option(
        names = "--host",
        paramLabel = "HOST",
        description = "A host that it must be good for; may be repeated.")
    List<String> hosts = new ArrayList<>();

    @Option(
        names = "--replace",
        paramLabel = "ID",
        description = "Put it in the place of this certificate.")
    Optional<String> replace = Optional.empty();

    Upload(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      Certificates.Upload upload =
          new Certificates.Upload(name, hosts, Files.readString(chain), Files.readString(key));
      try (Gateway gateway = cli.signing()) {
        JsonNode view =
            replace.isPresent()
                ? gateway.certificates().replace(replace.get(), upload)
                : gateway.certificates().upload(upload, UUID.randomUUID().toString());
        if (cli.isJson()) {
          cli.out().println(Json.writePretty(view));
        } else {
          Details.print(cli, view);
        }
        return ExitCode.OK;
      }
    }
  }

  @Command(name = "delete", description = "Take an uploaded certificate away.")
  static final class Delete implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "ID")
    String id = "";

    Delete(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      try (Gateway gateway = cli.signing()) {
        gateway.certificates().delete(id);
        if (cli.isJson()) {
          cli.out().println(Json.write(Map.of("deleted", id)));
        } else {
          cli.out().println("deleted certificate " + Printable.of(id));
        }
        return ExitCode.OK;
      }
    }
  }

  @Command(name = "ca", description = "Print the node's local authority, for visitors to trust.")
  static final class Authority implements Callable<Integer> {
    private final Cli cli;

    Authority(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      try (Gateway gateway = cli.anonymous()) {
        String pem = gateway.client().getAnswer("/v1/certificates/ca").body();
        cli.out().print(pem.endsWith("\n") ? pem : pem + "\n");
        cli.out().flush();
        return ExitCode.OK;
      }
    }
  }
}
