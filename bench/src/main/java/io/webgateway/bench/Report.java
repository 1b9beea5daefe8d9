package io.webgateway.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run found: written to a file as JSON, and shown as a table.
 *
 * @param benchmark its name
 * @param time when it began, in UTC
 * @param quick whether it only shows that the benchmark runs
 * @param machine what it ran on
 * @param load the load generator's command, without ports
 * @param warmUpSeconds of load on each proxy before the first round
 * @param proxies who took part
 * @param skipped who did not, and why
 * @param turns every measurement
 * @param ratios {@code ours/PEER} to our CPU time per request by theirs, medians
 */
record Report(
    String benchmark,
    String time,
    boolean quick,
    Map<String, String> machine,
    String load,
    int warmUpSeconds,
    List<Participant> proxies,
    List<String> skipped,
    List<Turn> turns,
    Map<String, Double> ratios) {

  Report {
    machine = new TreeMap<>(machine);
    proxies = List.copyOf(proxies);
    skipped = List.copyOf(skipped);
    turns = List.copyOf(turns);
    ratios = Collections.unmodifiableMap(new LinkedHashMap<>(ratios));
  }

  /**
   * One proxy.
   *
   * @param name its name
   * @param version what it calls itself
   * @param command how it was started, without paths of this machine
   * @param settingsSha256 of its files under {@code bench/peers}
   */
  record Participant(String name, String version, String command, String settingsSha256) {}

  static Map<String, Double> ratios(List<Turn> turns) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    List<String> names = turns.stream().map(Turn::proxy).distinct().toList();
    if (names.contains("ours")) {
      double ours = cpu("ours", turns).median();
      names.stream()
          .filter(name -> !name.equals("ours"))
          .forEach(
              peer ->
                  ratios.put("ours/" + peer, Figures.rounded(ours / cpu(peer, turns).median(), 3)));
    }
    return ratios;
  }

  private static Figures cpu(String proxy, List<Turn> turns) {
    return Figures.of(of(proxy, turns), Turn::cpuMicrosPerRequest);
  }

  private static List<Turn> of(String proxy, List<Turn> turns) {
    return turns.stream().filter(turn -> turn.proxy().equals(proxy)).toList();
  }

  /** For people; the last lines are the ratios, for programs too. */
  String text() {
    StringBuilder text = new StringBuilder(1024);
    text.append(
        String.format(
            Locale.ROOT,
            "%n%-8s %-24s %7s %7s %6s %9s %9s %9s %8s %7s%n",
            "proxy",
            "CPU us/request (range)",
            "user",
            "system",
            "busy",
            "req/s",
            "p50 ms",
            "p99 ms",
            "MiB",
            "errors"));
    proxies.forEach(proxy -> text.append(row(proxy.name())));
    skipped.forEach(line -> text.append("skipped  ").append(line).append('\n'));
    text.append(skipped.size()).append(" skipped\n");
    ratios.forEach(
        (pair, ratio) ->
            text.append(
                String.format(
                    Locale.ROOT, "%s: %s cpu_per_request = %.2f%n", benchmark, pair, ratio)));
    return text.toString();
  }

  private String row(String proxy) {
    List<Turn> own = of(proxy, turns);
    Figures cpu = cpu(proxy, turns);
    double user = Figures.of(own, Turn::userMicrosPerRequest).median();
    return String.format(
        Locale.ROOT,
        "%-8s %6.2f (%6.2f - %6.2f)   %7.2f %7.2f %5.0f%% %9.0f %9.2f %9.2f %8.0f %7d%n",
        proxy,
        cpu.median(),
        cpu.min(),
        cpu.max(),
        user,
        cpu.median() - user,
        100 * Figures.of(own, Turn::busy).median(),
        Figures.of(own, Turn::requestsPerSecond).median(),
        Figures.of(own, Turn::p50Micros).median() / 1e3,
        Figures.of(own, Turn::p99Micros).median() / 1e3,
        Figures.of(own, turn -> turn.memoryBytes()).median() / (1 << 20),
        own.stream().mapToLong(turn -> turn.socketErrors() + turn.badAnswers()).sum());
  }
}
