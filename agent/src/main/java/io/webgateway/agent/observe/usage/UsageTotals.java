package io.webgateway.agent.observe.usage;

/**
 * How much was used.
 *
 * @param requests of HTTP that went to the workload; refused ones are not among them
 * @param bytesIn from visitors: bodies, and all bytes of tunnels, streams and datagrams
 * @param bytesOut to visitors, likewise
 * @param connections that began: of HTTP with the first request for the workload; flows of UDP
 * @param connectionMillis that connections and flows were open
 * @param datagramsIn from visitors
 * @param datagramsOut to visitors
 */
public record UsageTotals(
    long requests,
    long bytesIn,
    long bytesOut,
    long connections,
    long connectionMillis,
    long datagramsIn,
    long datagramsOut) {
  /** Nothing. */
  public static final UsageTotals NONE = new UsageTotals(0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  public UsageTotals plus(UsageTotals more) {
    return new UsageTotals(
        requests + more.requests,
        bytesIn + more.bytesIn,
        bytesOut + more.bytesOut,
        connections + more.connections,
        connectionMillis + more.connectionMillis,
        datagramsIn + more.datagramsIn,
        datagramsOut + more.datagramsOut);
  }

  /** What came since. */
  UsageTotals minus(UsageTotals before) {
    return new UsageTotals(
        requests - before.requests,
        bytesIn - before.bytesIn,
        bytesOut - before.bytesOut,
        connections - before.connections,
        connectionMillis - before.connectionMillis,
        datagramsIn - before.datagramsIn,
        datagramsOut - before.datagramsOut);
  }
}
