package io.webgateway.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What was asked for.
 *
 * @param benchmarks which, in this order
 * @param rounds how often every proxy has its turn
 * @param seconds of load in one turn that is counted
 * @param warmUpSeconds of load on each proxy before the first round, which nobody counts
 * @param connections kept open by the load generator
 * @param proxies who takes part, by name
 * @param quick whether this only shows that the benchmark runs
 */
record BenchOptions(
    List<Benchmark> benchmarks,
    int rounds,
    int seconds,
    int warmUpSeconds,
    int connections,
    List<String> proxies,
    boolean quick) {
  static final String USAGE =
      """
      usage: webgw bench WHICH [--quick] [--rounds N] [--seconds N] [--warm-up N]
                               [--connections N] [--only ours,nginx,haproxy,caddy,direct]
        WHICH          http1, https1, http2, bulk, tcp, connect or udp; several with commas between,
                       or all; or, alone and with --quick at most, fairness: a flood beside
                       another tenant's visitor, or start: the first answer of a killed
                       gateway's next process
        --quick        one round of 1 s: shows that the benchmark runs; its figures mean little
        --rounds       how often every proxy has its turn (default 5)
        --seconds      of load per turn and figure (default 10); bulk moves 2 bodies for each
        --warm-up      seconds of load on each before the first round (default 20)
        --connections  kept open by the load generator (default 64)\
      """;

  private static final BenchOptions FULL =
      new BenchOptions(
          List.of(), 5, 10, 20, 64, List.of("ours", "nginx", "haproxy", "caddy", "direct"), false);

  BenchOptions {
    benchmarks = List.copyOf(benchmarks);
    proxies = List.copyOf(proxies);
  }

  static BenchOptions parse(String... arguments) {
    BenchOptions options = FULL.of(benchmarks(arguments.length == 0 ? "" : arguments[0]));
    for (int i = 1; i < arguments.length; i++) {
      String option = arguments[i];
      if (option.equals("--quick")) {
        options = options.shortened();
      } else if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("'" + option + "' is unknown or lacks its value");
      } else {
        i++;
        options = options.with(option, arguments[i]);
      }
    }
    return options;
  }

  private static List<Benchmark> benchmarks(String words) {
    if (words.equals("all")) {
      return List.of(Benchmark.values());
    }
    List<Benchmark> all = new ArrayList<>();
    for (String word : words.split(",", -1)) {
      all.add(
          Benchmark.named(word)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no benchmark '"
                              + word
                              + "'; there are http1, https1, http2, bulk, tcp, connect and udp, or all"
                              + " of them: all")));
    }
    return all;
  }

  private BenchOptions of(List<Benchmark> asked) {
    return new BenchOptions(asked, rounds, seconds, warmUpSeconds, connections, proxies, quick);
  }

  private BenchOptions shortened() {
    return new BenchOptions(benchmarks, 1, 1, 0, connections, proxies, true);
  }

  private BenchOptions with(String option, String value) {
    return switch (option) {
      case "--rounds" -> rounds(number(option, value));
      case "--seconds" -> seconds(number(option, value));
      case "--warm-up" -> warmUp(number(option, value));
      case "--connections" -> connections(number(option, value));
      case "--only" -> proxies(names(value));
      default -> throw new IllegalArgumentException("there is no option '" + option + "'");
    };
  }

  private BenchOptions rounds(int value) {
    return new BenchOptions(benchmarks, value, seconds, warmUpSeconds, connections, proxies, quick);
  }

  private BenchOptions seconds(int value) {
    return new BenchOptions(benchmarks, rounds, value, warmUpSeconds, connections, proxies, quick);
  }

  private BenchOptions warmUp(int value) {
    return new BenchOptions(benchmarks, rounds, seconds, value, connections, proxies, quick);
  }

  private BenchOptions connections(int value) {
    return new BenchOptions(benchmarks, rounds, seconds, warmUpSeconds, value, proxies, quick);
  }

  private BenchOptions proxies(List<String> value) {
    return new BenchOptions(benchmarks, rounds, seconds, warmUpSeconds, connections, value, quick);
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
