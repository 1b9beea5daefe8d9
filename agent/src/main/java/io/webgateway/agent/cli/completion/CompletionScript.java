package io.webgateway.agent.cli.completion;

import picocli.AutoComplete;
import picocli.CommandLine;

/** The script that a shell sources to complete the words of the command line. */
public final class CompletionScript {
  private CompletionScript() {}

  /**
   * Writes the script of all commands below {@code root}.
   *
   * @param root the program, with its name
   */
  public static String of(Shell shell, CommandLine root) {
    return switch (shell) {
      // One script serves both: picocli's begins with what zsh needs to understand it.
      case bash, zsh -> AutoComplete.bash(root.getCommandName(), root);
      case fish -> FishScript.of(root.getCommandSpec());
    };
  }
}
