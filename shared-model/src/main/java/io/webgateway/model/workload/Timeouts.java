package io.webgateway.model.workload;

/**
 * Time limits of a workload, in milliseconds, each 1 to 3,600,000.
 *
 * @param connectMillis to open one connection to a backend
 * @param firstByteMillis from the end of a request to the first byte of its answer
 * @param idleMillis without a byte in either direction
 */
public record Timeouts(long connectMillis, long firstByteMillis, long idleMillis) {
  /** 3 s to connect, 60 s to the first byte, 60 s of silence. */
  public static final Timeouts DEFAULT = new Timeouts(3_000, 60_000, 60_000);

  /** The longest that any of them may be: one hour. */
  public static final long MAX_MILLIS = 3_600_000;
}
