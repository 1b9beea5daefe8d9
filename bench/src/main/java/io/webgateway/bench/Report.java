package io.webgateway.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run found: written to a file as JSON, and shown as tables.
 *
 * @param benchmark its name
 * @param time when it began, in UTC
 * @param quick whether it only shows that the benchmark runs
 * @param machine what it ran on
 * @param figures what was measured
 * @param warmUpSeconds of load on each proxy before the first round
 * @param proxies who took part
 * @param skipped who did not, and why
 * @param turns every measurement
 * @param ratios {@code ours/PEER FIGURE} to our CPU time by theirs, medians
 */
record Report(
    String benchmark,
    String time,
    boolean quick,
    Map<String, String> machine,
    List<Figure> figures,
    int warmUpSeconds,
    List<Participant> proxies,
    List<String> skipped,
    List<Turn> turns,
    Map<String, Double> ratios) {

  Report {
    machine = new TreeMap<>(machine);
    figures = List.copyOf(figures);
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

  /**
   * One thing that was measured.
   *
   * @param name of the series
   * @param unit of its CPU time
   * @param load the load generator's command, without ports
   */
  record Figure(String name, String unit, String load) {}

  static Map<String, Double> ratios(List<Turn> turns) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (String figure : turns.stream().map(Turn::figure).distinct().toList()) {
      List<Turn> own = turns.stream().filter(turn -> turn.figure().equals(figure)).toList();
      List<String> names = own.stream().map(Turn::proxy).distinct().toList();
      if (names.contains("ours")) {
        double ours = cpu("ours", own).median();
        names.stream()
            .filter(name -> !name.equals("ours") && !name.equals(Direct.NAME))
            .forEach(
                peer ->
                    ratios.put(
                        "ours/" + peer + " " + figure,
                        Figures.rounded(ours / cpu(peer, own).median(), 3)));
      }
    }
    return ratios;
  }

  private static Figures cpu(String proxy, List<Turn> turns) {
    return Figures.of(of(proxy, turns), Turn::cpu);
  }

  private static List<Turn> of(String proxy, List<Turn> turns) {
    return turns.stream().filter(turn -> turn.proxy().equals(proxy)).toList();
  }

  /** For people; the last lines are the ratios, for programs too. */
  String text() {
    StringBuilder text = new StringBuilder(1024);
    figures.forEach(figure -> table(figure, text));
    skipped.forEach(line -> text.append("skipped  ").append(line).append('\n'));
    text.append(skipped.size()).append(" skipped\n");
    ratios.forEach(
        (pair, ratio) ->
            text.append(String.format(Locale.ROOT, "%s: %s = %.2f%n", benchmark, pair, ratio)));
    return text.toString();
  }

  private void table(Figure figure, StringBuilder text) {
    List<Turn> own = turns.stream().filter(turn -> turn.figure().equals(figure.name())).toList();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%s %s (%s)%n%-8s %-27s %7s %7s %6s %9s %9s %9s %8s %7s%n",
            benchmark,
            figure.name(),
            figure.load(),
            "proxy",
            "CPU " + figure.unit() + " (range)",
            "user",
            "system",
            "busy",
            "per s",
            "p50 ms",
            "p99 ms",
            "MiB",
            "errors"));
    own.stream().map(Turn::proxy).distinct().forEach(proxy -> text.append(row(proxy, own)));
  }

  private static String row(String proxy, List<Turn> turns) {
    List<Turn> own = of(proxy, turns);
    Figures cpu = cpu(proxy, turns);
    double user = Figures.of(own, Turn::userCpu).median();
    return String.format(
        Locale.ROOT,
        "%-8s %7.2f (%7.2f - %7.2f)   %7.2f %7.2f %5.0f%% %9.1f %9s %9s %8.0f %7d%n",
        proxy,
        cpu.median(),
        cpu.min(),
        cpu.max(),
        user,
        cpu.median() - user,
        100 * Figures.of(own, Turn::busy).median(),
        Figures.of(own, Turn::perSecond).median(),
        millis(Figures.of(own, Turn::p50Micros).median()),
        millis(Figures.of(own, Turn::p99Micros).median()),
        Figures.of(own, turn -> turn.memoryBytes()).median() / (1 << 20),
        own.stream().mapToLong(turn -> turn.errors() + turn.badAnswers()).sum());
  }

  private static String millis(double micros) {
    return micros == 0 ? "-" : String.format(Locale.ROOT, "%.2f", micros / 1e3);
  }
}
