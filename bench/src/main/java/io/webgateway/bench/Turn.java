package io.webgateway.bench;

import io.webgateway.bench.ProcessTree.Ticks;

/**
 * One proxy's turn in one round.
 *
 * @param round from 1
 * @param place in the order of this round, from 1
 * @param proxy whose turn
 * @param requests answered
 * @param seconds of load
 * @param cpuMicrosPerRequest of the proxy's processes, user and system
 * @param userMicrosPerRequest the part in the program itself
 * @param busy share of its core that the proxy used
 * @param requestsPerSecond throughput
 * @param p50Micros half of the answers came within
 * @param p99Micros all but one in a hundred came within
 * @param memoryBytes of the proxy's processes at the end
 * @param socketErrors as wrk counts them
 * @param badAnswers as wrk counts them
 */
record Turn(
    int round,
    int place,
    String proxy,
    long requests,
    double seconds,
    double cpuMicrosPerRequest,
    double userMicrosPerRequest,
    double busy,
    double requestsPerSecond,
    double p50Micros,
    double p99Micros,
    long memoryBytes,
    long socketErrors,
    long badAnswers) {

  static Turn of(
      int round,
      int place,
      String proxy,
      WrkReport wrk,
      Ticks used,
      long ticksPerSecond,
      long memoryBytes) {
    if (wrk.requests() == 0) {
      throw new BenchException(proxy + " answered nothing");
    }
    double tickMicros = 1e6 / ticksPerSecond;
    double cpuMicros = (used.user() + used.system()) * tickMicros;
    return new Turn(
        round,
        place,
        proxy,
        wrk.requests(),
        wrk.seconds(),
        Figures.rounded(cpuMicros / wrk.requests(), 2),
        Figures.rounded(used.user() * tickMicros / wrk.requests(), 2),
        Figures.rounded(cpuMicros / 1e6 / wrk.seconds(), 3),
        Figures.rounded(wrk.requests() / wrk.seconds(), 0),
        wrk.p50Micros(),
        wrk.p99Micros(),
        memoryBytes,
        wrk.socketErrors(),
        wrk.badAnswers());
  }
}
