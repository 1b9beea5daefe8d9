package io.webgateway.agent.cli;

import io.webgateway.agent.config.AgentConfig;
import io.webgateway.agent.config.AgentConfigFile;
import io.webgateway.agent.config.ConfigProblem;
import io.webgateway.client.RefusedException;
import io.webgateway.wire.ProblemDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code agent run}, {@code check} and {@code config}. */
final class AgentCommands {
  private AgentCommands() {}

  @Command(name = "agent", description = "The program of a gateway node.")
  static final class Group {}

  /** Reads a configuration, or tells everything that is wrong with it. */
  static AgentConfig config(Optional<Path> file) {
    return switch (file.map(AgentConfigFile::read).orElseGet(AgentCommands::defaults)) {
      case AgentConfigFile.Loaded loaded -> loaded.config();
      case AgentConfigFile.Invalid invalid -> throw refused(invalid.problems());
    };
  }

  private static AgentConfigFile.Outcome defaults() {
    return new AgentConfigFile.Loaded(AgentConfigFile.defaults());
  }

  private static RefusedException refused(List<ConfigProblem> problems) {
    String title =
        problems.size() == 1
            ? "The configuration is not right"
            : "The configuration is not right in " + problems.size() + " places";
    return new RefusedException(
        new ProblemDocument(
            ProblemDocument.TYPE_PREFIX + "bad-configuration",
            title,
            422,
            title,
            problems.stream()
                .map(
                    p ->
                        new ProblemDocument.FieldError(
                            p.path(), "bad-configuration", p.fault(), p.cure()))
                .toList()));
  }

  @Command(name = "run", description = "Run the agent until it is told to stop.")
  static final class Run implements Callable<Integer> {
    private final Cli cli;

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "The configuration; without it everything has its default.")
    Optional<Path> config = Optional.empty();

    Run(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() throws IOException {
      return AgentProgram.run(config(config), config, cli.environment(), cli.out());
    }
  }

  @Command(name = "check", description = "Say whether a configuration is right, and run nothing.")
  static final class Check implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--config", required = true, paramLabel = "FILE")
    Path config = Path.of("");

    Check(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() {
      config(Optional.of(config));
      cli.out().println(config + " is right");
      return ExitCode.OK;
    }
  }

  @Command(
      name = "config",
      description = "Print a configuration with every default and its meaning.")
  static final class DefaultConfig implements Callable<Integer> {
    private final Cli cli;

    DefaultConfig(Cli cli) {
      this.cli = cli;
    }

    @Override
    public Integer call() {
      cli.out().print(AgentConfigFile.defaultText());
      cli.out().flush();
      return ExitCode.OK;
    }
  }
}
