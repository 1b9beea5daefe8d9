package io.webgateway.agent.cli;

import io.webgateway.client.Gateway;
import io.webgateway.client.RefusedException;
import io.webgateway.client.UnreachableException;
import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code agent upgrade} and {@code agent status}, through the agent's unix socket. */
final class UpgradeCommands {
  private static final long LOOK_MILLIS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private UpgradeCommands() {}

  /** The agent on this machine. */
  abstract static class OnThisMachine implements Callable<Integer> {
    final Cli cli;
    private final GlobalOptions options;

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "The agent's configuration, which names its unix socket.")
    Optional<Path> config = Optional.empty();

    OnThisMachine(Cli cli, GlobalOptions options) {
      this.cli = cli;
      this.options = options;
    }

    Gateway open() throws IOException {
      if (config.isPresent()) {
        options.agent =
            Optional.of("unix:" + AgentCommands.config(config).management().unixSocket());
      } else if (options.agent.isEmpty() && cli.variable("WEBGW_AGENT").isEmpty()) {
        options.agent = Optional.of(NodeCommands.USUAL_SOCKET);
      }
      Gateway gateway = cli.anonymous();
      if (!gateway.client().isLocalAdministrator()) {
        gateway.close();
        throw new Usage(
            "--agent",
            "This is done on the agent's own machine, through its unix socket",
            "Write --config FILE, or --agent unix:/path/of/management.sock");
      }
      return gateway;
    }

    static JsonNode process(Gateway gateway) {
      return gateway.client().get("/v1/agent");
    }

    void print(JsonNode process) {
      if (cli.isJson()) {
        cli.out().println(Json.writePretty(process));
        return;
      }
      cli.out().println("process   " + process.path("pid").asLong());
      cli.out().println("version   " + process.path("version").asString(""));
      cli.out().println("started   " + process.path("startedAt").asString(""));
      JsonNode leaving = process.path("leaving");
      if (leaving.isObject()) {
        cli.out()
            .println(
                "leaving   process "
                    + leaving.path("pid").asLong()
                    + ", version "
                    + leaving.path("version").asString("")
                    + ": "
                    + leaving.path("underWay").asLong()
                    + " connections and flows are left"
                    + ", cut at "
                    + leaving.path("until").asString(""));
      }
      JsonNode upgrade = process.path("upgrade");
      if (!upgrade.path("phase").asString("none").equals("none")) {
        cli.out()
            .println(
                "upgrade   "
                    + upgrade.path("phase").asString("")
                    + upgrade.path("problem").asStringOpt().map(why -> ": " + why).orElse(""));
      }
    }
  }

  @Command(
      name = "status",
      description = "Say which process is the agent of this machine, and how its upgrade went.")
  static final class Status extends OnThisMachine {
    Status(Cli cli, GlobalOptions options) {
      super(cli, options);
    }

    @Override
    public Integer call() throws IOException {
      try (Gateway gateway = open()) {
        print(process(gateway));
        return ExitCode.OK;
      }
    }
  }

  @Command(
      name = "upgrade",
      description = {
        "Put the program as it is installed now, with its configuration as it is now, in the place",
        "of the agent that runs; no connection is lost. The old process ends with what is under way",
        "in it. If the new one is not ready within 20 s, the old one goes on."
      })
  static final class Upgrade extends OnThisMachine {
    @Option(names = "--force", description = "Even when the new version is lower.")
    boolean force;

    @Option(
        names = "--limit",
        paramLabel = "TERM",
        description = "After this, what is under way in the old process is cut; default 10m.")
    Duration limit = Duration.ofMinutes(10);

    Upgrade(Cli cli, GlobalOptions options) {
      super(cli, options);
    }

    @Override
    public Integer call() throws IOException {
      try (Gateway gateway = open()) {
        String before = process(gateway).path("startedAt").asString("");
        gateway
            .client()
            .change(
                "POST",
                "/v1/agent/upgrade",
                Json.write(Map.of("force", force, "limitSeconds", limit.toSeconds())),
                Map.of());
        print(awaitNext(gateway, before));
        return ExitCode.OK;
      }
    }

    private static JsonNode awaitNext(Gateway gateway, String before) throws IOException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < deadline) {
        pause();
        Optional<JsonNode> process = ask(gateway);
        if (process.isPresent()
            && !process.get().path("startedAt").asString("").equals(before)
            && process.get().path("serving").asBoolean()) {
          return process.get();
        }
        process
            .map(found -> found.path("upgrade"))
            .filter(upgrade -> upgrade.path("phase").asString("").equals("failed"))
            .ifPresent(upgrade -> fail(upgrade.path("problem").asString("")));
      }
      throw new IOException("Nobody said within " + PATIENCE.toSeconds() + " s how it went");
    }

    /** For a while nobody answers: the old process has closed its socket, the new one opens it. */
    private static Optional<JsonNode> ask(Gateway gateway) {
      try {
        return Optional.of(process(gateway));
      } catch (UnreachableException e) {
        return Optional.empty();
      }
    }

    private static void fail(String problem) {
      throw new RefusedException(
          new ProblemDocument(
              ProblemDocument.TYPE_PREFIX + "upgrade-failed",
              "The upgrade did not come about; the old process serves on",
              409,
              problem,
              java.util.List.of()));
    }

    private static void pause() throws IOException {
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }
}
