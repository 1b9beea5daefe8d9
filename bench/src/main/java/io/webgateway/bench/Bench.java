package io.webgateway.bench;

import io.webgateway.bench.change.ChangeBench;
import java.io.IOException;
import java.util.List;

/** The benchmarks' entry. Exit codes: 0 measured, 1 could not be measured, 2 wrong use. */
public final class Bench {
  private Bench() {}

  /** {@code http1,bulk [options]}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 0 && arguments[0].equals(Fairness.NAME)) {
      fairness(List.of(arguments).contains("--quick"));
      return;
    }
    if (arguments.length > 0 && arguments[0].equals(StartTimes.NAME)) {
      start(List.of(arguments).contains("--quick"));
      return;
    }
    if (arguments.length > 0 && arguments[0].equals(ChangeBench.NAME)) {
      change(List.of(arguments).subList(1, arguments.length));
      return;
    }
    BenchOptions options;
    try {
      options = BenchOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("webgw bench: " + e.getMessage());
      System.err.println(BenchOptions.USAGE);
      System.exit(2);
      return;
    }
    try (Programs programs = new Programs()) {
      System.exit(new Measurement(options, programs).run() ? 0 : 1);
    } catch (BenchException e) {
      System.err.println("webgw bench: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Counts what visitors notice, and measures no time. */
  private static void change(List<String> words) throws IOException, InterruptedException {
    try {
      System.exit(ChangeBench.run(words));
    } catch (BenchException e) {
      System.err.println("webgw bench: " + e.getMessage());
      System.exit(1);
    }
  }

  /** How long it takes, so it has no load. */
  private static void start(boolean quick) throws IOException, InterruptedException {
    try (Programs programs = new Programs()) {
      new StartTimes(quick, programs).run();
    } catch (BenchException e) {
      System.err.println("webgw bench: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Of one gateway with itself, so it has no rounds and no peers. */
  private static void fairness(boolean quick) throws IOException, InterruptedException {
    try (Programs programs = new Programs()) {
      System.exit(new Fairness(quick, programs).run() ? 0 : 1);
    } catch (BenchException e) {
      System.err.println("webgw bench: " + e.getMessage());
      System.exit(1);
    }
  }
}
