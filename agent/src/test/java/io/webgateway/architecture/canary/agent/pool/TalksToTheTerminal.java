package io.webgateway.architecture.canary.agent.pool;

/** Prints where it should log or answer. */
public final class TalksToTheTerminal {
  private TalksToTheTerminal() {}

  static void greet() {
    System.out.println("hello");
  }
}
