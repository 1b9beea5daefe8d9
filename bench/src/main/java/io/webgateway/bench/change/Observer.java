package io.webgateway.bench.change;

import io.webgateway.bench.change.visit.Crowd;
import io.webgateway.bench.change.visit.Diary;
import io.webgateway.bench.change.visit.Diary.Count;
import io.webgateway.bench.change.visit.Kind;
import java.util.List;
import java.util.Map;

/** Watches the crowd through one phase. One thread's. */
final class Observer {
  private final Crowd crowd;
  private final long beganNanos = System.nanoTime();
  private final Diary.Page before;
  private Map<String, Integer> ports;
  private long portsChanged;

  Observer(Crowd crowd) {
    this.crowd = crowd;
    this.before = crowd.diary().turn();
    this.ports = crowd.ports();
  }

  /** A change has been made: whose socket is another one now? */
  void compare() {
    Map<String, Integer> now = crowd.ports();
    portsChanged +=
        now.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(ports.get(entry.getKey())))
            .count();
    ports = now;
  }

  /** The end of the phase. */
  PhaseResult end(String phase, int changes, List<Death> deaths, long processes) {
    compare();
    Diary.Page page = crowd.diary().turn();
    Tally tally =
        new Tally(deaths, beganNanos)
            .add(page.incidents().subList(before.incidents().size(), page.incidents().size()));
    tally.addUnkept(page.incidentsLeftOut() - before.incidentsLeftOut());
    Count all = sum(page);
    return new PhaseResult(
        phase,
        changes,
        Diary.millis(System.nanoTime() - beganNanos) / 1e3,
        all.answers(),
        tally.errors(),
        tally.excluded(),
        tally.closedIdle(),
        all.asked(),
        all.repeated(),
        portsChanged,
        all.asked() + tally.cut(),
        count(Kind.UDP, page).answers() + tally.datagramsLost(),
        tally.datagramsLost(),
        Diary.millis(all.longestNanos()),
        processes,
        tally.samples());
  }

  private Count sum(Diary.Page page) {
    long answers = 0;
    long asked = 0;
    long repeated = 0;
    long longest = 0;
    for (Kind kind : Kind.values()) {
      Count count = count(kind, page);
      answers += count.answers();
      asked += count.asked();
      repeated += count.repeated();
      // A download takes as long as it is long.
      longest = kind == Kind.DOWNLOAD ? longest : Math.max(longest, count.longestNanos());
    }
    return new Count(answers, 0, asked, repeated, longest);
  }

  private Count count(Kind kind, Diary.Page page) {
    return page.count(kind).minus(before.count(kind));
  }
}
