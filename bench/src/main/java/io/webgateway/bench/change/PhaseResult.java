package io.webgateway.bench.change;

import java.util.List;
import java.util.Map;

/**
 * What visitors noticed during one phase.
 *
 * @param phase its name
 * @param changes that were made in it
 * @param seconds it took
 * @param answers right ones to requests, messages and datagrams
 * @param errors by kind of visitor and fault
 * @param excluded by kind of visitor and reason
 * @param closedIdle connections of HTTP that ended between requests, without a word
 * @param askedToLeave connections that ended in order because the gateway asked to
 * @param repeated requests that the gateway handed back untouched, and that were asked again
 * @param portsChanged sockets that were another one after a change
 * @param portsExplained of them, those that were asked to leave or lost an answer with its backend
 * @param datagrams that came back, or should have
 * @param datagramsLost while a backend was there
 * @param longestMillis the longest that a right answer took
 * @param processes of the gateway at the end
 * @param samples some of the errors, for people
 */
record PhaseResult(
    String phase,
    int changes,
    double seconds,
    long answers,
    Map<String, Long> errors,
    Map<String, Long> excluded,
    long closedIdle,
    long askedToLeave,
    long repeated,
    long portsChanged,
    long portsExplained,
    long datagrams,
    long datagramsLost,
    double longestMillis,
    long processes,
    List<String> samples) {
  /** Of all datagrams, so many may be lost. */
  static final double DATAGRAMS_LOST = 0.01;

  long errorCount() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }

  long excludedCount() {
    return excluded.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether nobody noticed anything that should not have been. */
  boolean isGood() {
    return errorCount() == 0
        && closedIdle == 0
        && portsChanged <= portsExplained
        && datagramsLost <= Math.max(1, DATAGRAMS_LOST * datagrams);
  }
}
