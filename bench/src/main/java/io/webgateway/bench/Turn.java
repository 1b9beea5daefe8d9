package io.webgateway.bench;

import io.webgateway.bench.ProcessTree.Ticks;

/**
 * One proxy's turn in one round, for one figure.
 *
 * @param figure name of the series
 * @param round from 1
 * @param place in the order of this round, from 1
 * @param proxy whose turn
 * @param work done: requests, handshakes or GiB
 * @param seconds of load
 * @param cpu of the proxy's processes, user and system, in the series' unit
 * @param userCpu the part in the program itself
 * @param busy share of its core that the proxy used
 * @param perSecond work per second
 * @param p50Micros half of the answers came within; 0 where nobody looked
 * @param p99Micros all but one in a hundred came within; 0 where nobody looked
 * @param memoryBytes of the proxy's processes at the end
 * @param errors as the load generator counts them
 * @param badAnswers as the load generator counts them
 */
record Turn(
    String figure,
    int round,
    int place,
    String proxy,
    double work,
    double seconds,
    double cpu,
    double userCpu,
    double busy,
    double perSecond,
    double p50Micros,
    double p99Micros,
    long memoryBytes,
    long errors,
    long badAnswers) {

  /**
   * When and whose.
   *
   * @param round from 1
   * @param place in the order of this round, from 1
   * @param proxy whose turn
   */
  record Which(int round, int place, String proxy) {}

  static Turn of(Series series, Which which, Load.Done done, double ticksPerSecond, Used used) {
    if (done.work() == 0) {
      throw new BenchException(which.proxy() + " did nothing of " + series.name() + ": " + done);
    }
    double perWork = series.unit().perSecond() / ticksPerSecond / done.work();
    long ticks = used.ticks().user() + used.ticks().system();
    return new Turn(
        series.name(),
        which.round(),
        which.place(),
        which.proxy(),
        Figures.rounded(done.work(), 4),
        done.seconds(),
        Figures.rounded(ticks * perWork, 3),
        Figures.rounded(used.ticks().user() * perWork, 3),
        Figures.rounded(ticks / ticksPerSecond / done.seconds(), 3),
        Figures.rounded(done.work() / done.seconds(), 2),
        done.p50Micros(),
        done.p99Micros(),
        used.memoryBytes(),
        done.errors(),
        done.badAnswers());
  }

  /**
   * What the proxy used.
   *
   * @param ticks of CPU time in its turn
   * @param memoryBytes at its end
   */
  record Used(Ticks ticks, long memoryBytes) {}
}
