package io.webgateway.bench;

import java.util.List;

/**
 * What was asked for.
 *
 * @param rounds how often every proxy has its turn
 * @param seconds of load in one turn that is counted
 * @param warmUpSeconds of load on each proxy before the first round, which nobody counts
 * @param connections kept open by the load generator
 * @param proxies who takes part, by name
 * @param quick whether this only shows that the benchmark runs
 */
record BenchOptions(
    int rounds,
    int seconds,
    int warmUpSeconds,
    int connections,
    List<String> proxies,
    boolean quick) {
  static final String USAGE =
      """
      usage: webgw bench http1 [--quick] [--rounds N] [--seconds N] [--warm-up N]
                               [--connections N] [--only ours,nginx,haproxy,caddy]
        --quick        one round of 1 s: shows that the benchmark runs; its figures mean little
        --rounds       how often every proxy has its turn (default 5)
        --seconds      of load per turn (default 10)
        --warm-up      seconds of load on each before the first round (default 20)
        --connections  kept open by the load generator (default 64)\
      """;

  private static final BenchOptions FULL =
      new BenchOptions(5, 10, 20, 64, List.of("ours", "nginx", "haproxy", "caddy"), false);

  BenchOptions {
    proxies = List.copyOf(proxies);
  }

  static BenchOptions parse(String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals("http1")) {
      throw new IllegalArgumentException(
          arguments.length == 0
              ? "which benchmark? There is one: http1"
              : "there is no benchmark '" + arguments[0] + "'; there is one: http1");
    }
    BenchOptions options = FULL;
    for (int i = 1; i < arguments.length; i++) {
      String option = arguments[i];
      if (option.equals("--quick")) {
        options = new BenchOptions(1, 1, 1, options.connections, options.proxies, true);
      } else if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("'" + option + "' is unknown or lacks its value");
      } else {
        i++;
        options = options.with(option, arguments[i]);
      }
    }
    return options;
  }

  private BenchOptions with(String option, String value) {
    return switch (option) {
      case "--rounds" ->
          new BenchOptions(
              number(option, value), seconds, warmUpSeconds, connections, proxies, quick);
      case "--seconds" ->
          new BenchOptions(
              rounds, number(option, value), warmUpSeconds, connections, proxies, quick);
      case "--warm-up" ->
          new BenchOptions(rounds, seconds, number(option, value), connections, proxies, quick);
      case "--connections" ->
          new BenchOptions(rounds, seconds, warmUpSeconds, number(option, value), proxies, quick);
      case "--only" ->
          new BenchOptions(rounds, seconds, warmUpSeconds, connections, names(value), quick);
      default -> throw new IllegalArgumentException("there is no option '" + option + "'");
    };
  }

  private static int number(String option, String value) {
    if (!value.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(
          option + " takes a whole number from 1 to 9999, not '" + value + "'");
    }
    return Integer.parseInt(value);
  }

  private static List<String> names(String value) {
    List<String> names = List.of(value.split(",", -1));
    for (String name : names) {
      if (!FULL.proxies.contains(name)) {
        throw new IllegalArgumentException(
            "--only knows " + String.join(", ", FULL.proxies) + ", not '" + name + "'");
      }
    }
    return names;
  }
}
