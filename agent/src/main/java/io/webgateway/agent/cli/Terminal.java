package io.webgateway.agent.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where a command prints and asks. */
interface Terminal {

  /** What the command was asked for. */
  PrintWriter out();

  /** Everything else. */
  PrintWriter err();

  /** Standard input, whole. */
  String input() throws IOException;

  /** Asks a person for a secret without showing it; empty when nobody is there to be asked. */
  Optional<char[]> askSecret(String question);

  /** Whether what is printed goes to a person's terminal. */
  default boolean isInteractive() {
    return false;
  }

  /** The terminal of this process. */
  static Terminal ofProcess() {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return new Terminal() {
      @Override
      public PrintWriter out() {
        return out;
      }

      @Override
      public PrintWriter err() {
        return err;
      }

      @Override
      public String input() throws IOException {
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
      }

      @Override
      public boolean isInteractive() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
      }

      @Override
      public Optional<char[]> askSecret(String question) {
        // JDK 25 answers null again when nobody sits at a terminal.
        return Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .flatMap(console -> Optional.ofNullable(console.readPassword("%s: ", question)));
      }
    };
  }
}
