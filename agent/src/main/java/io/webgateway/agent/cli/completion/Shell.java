package io.webgateway.agent.cli.completion;

/** The shells that there is a script for. */
public enum Shell {
  /** GNU bash, 3.2 or later. */
  bash,
  /** Z shell, through its bashcompinit. */
  zsh,
  /** Friendly interactive shell, 3.0 or later. */
  fish
}
