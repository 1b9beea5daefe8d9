package io.webgateway.bench.change;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is written of a run.
 *
 * @param benchmark its name
 * @param time when it began
 * @param machine that it ran on
 * @param load in a few words
 * @param seed of all that was drawn
 * @param sides in their order
 */
record ChangeReport(
    String benchmark,
    String time,
    Map<String, String> machine,
    String load,
    long seed,
    List<SideResult> sides) {
  private static final String ROW = "%-9s %-16s %7s %8s %7s %8s %7s %7s %8s %10s %8s %6s%n";

  static String headline() {
    return ROW.formatted(
            "",
            "phase",
            "changes",
            "answers",
            "errors",
            "excluded",
            "closed",
            "asked",
            "sockets",
            "datagrams",
            "longest",
            "procs")
        + ROW.formatted("", "", "", "", "", "", "idle", "to go", "changed", "lost", "ms", "");
  }

  static String row(String side, PhaseResult phase) {
    String row =
        ROW.formatted(
            side,
            phase.phase(),
            phase.changes(),
            phase.answers(),
            phase.errorCount(),
            phase.excludedCount(),
            phase.closedIdle(),
            phase.askedToLeave(),
            phase.portsChanged(),
            phase.datagramsLost(),
            "%.0f".formatted(phase.longestMillis()),
            phase.processes());
    return row
        + details("errors", phase.errors())
        + details("excluded", phase.excluded())
        + (phase.isGood() ? "" : samples(phase));
  }

  private static String details(String what, Map<String, Long> counts) {
    return counts.isEmpty()
        ? ""
        : counts.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ", "            " + what + ": ", "\n"));
  }

  private static String samples(PhaseResult phase) {
    return phase.samples().stream()
        .limit(12)
        .map(sample -> "            " + sample + "\n")
        .collect(Collectors.joining());
  }

  /** Everybody's errors beside each other, phase by phase. */
  String summary() {
    StringBuilder text = new StringBuilder();
    for (SideResult side : sides) {
      for (PhaseResult phase : side.phases()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s: %s %s errors = %d, sockets changed = %d%n",
                benchmark,
                side.name(),
                phase.phase(),
                phase.errorCount(),
                phase.portsChanged()));
      }
      side.leftOut()
          .forEach(
              what -> text.append("%s: %s left out %s%n".formatted(benchmark, side.name(), what)));
    }
    return text.toString();
  }
}
