package io.webgateway.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code help}: the same as {@code --help} after the command. */
@Command(name = "help", description = "Show what a command does, and its options.")
final class HelpCommand implements Callable<Integer> {
  private final Cli cli;
  private final CommandLine root;

  @Parameters(arity = "0..*", paramLabel = "COMMAND")
  List<String> path = new ArrayList<>();

  HelpCommand(Cli cli, CommandLine root) {
    this.cli = cli;
    this.root = root;
  }

  @Override
  public Integer call() {
    CommandLine found = root;
    for (String word : path) {
      CommandLine next = found.getSubcommands().get(word);
      if (next == null) {
        throw new Usage(
            "COMMAND",
            "There is no command '" + word + "'",
            "Write one of " + String.join(", ", found.getSubcommands().keySet()));
      }
      found = next;
    }
    found.usage(cli.out());
    return ExitCode.OK;
  }
}
