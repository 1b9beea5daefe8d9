package io.webgateway.agent.cli;

import io.webgateway.agent.cli.completion.CompletionScript;
import io.webgateway.agent.cli.completion.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: the script that a shell completes our words by. */
@Command(
    name = "completion",
    description = "Print the script that makes a shell complete commands, options and values.",
    footer = {
      "",
      "For this shell only:  source <(webgw completion bash)",
      "For every new shell:",
      "  bash  webgw completion bash > ~/.local/share/bash-completion/completions/webgw",
      "  zsh   echo 'source <(webgw completion zsh)' >> ~/.zshrc",
      "  fish  webgw completion fish > ~/.config/fish/completions/webgw.fish"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Cli cli;
  private final CommandLine root;

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  Shell shell = Shell.bash;

  CompletionCommand(Cli cli, CommandLine root) {
    this.cli = cli;
    this.root = root;
  }

  @Override
  public Integer call() {
    cli.out().print(CompletionScript.of(shell, root));
    return ExitCode.OK;
  }
}
