package io.webgateway.model.workload;

/**
 * Time limits of a workload, in milliseconds, each 1 to 3,600,000 but for the total.
 *
 * @param connectMillis to open one connection to a backend
 * @param firstByteMillis from the end of a request to the first byte of its answer
 * @param idleMillis without a byte in either direction
 * @param writeStallMillis for HTTP: while a visitor takes no byte of an answer that waits for it
 * @param totalMillis for HTTP: of a whole exchange, 1 to 86,400,000; 0 for no limit
 */
public record Timeouts(
    long connectMillis,
    long firstByteMillis,
    long idleMillis,
    long writeStallMillis,
    long totalMillis) {
  /** How long a visitor may take no byte, where nothing is said. */
  public static final long DEFAULT_WRITE_STALL_MILLIS = 30_000;

  /** No limit of the whole exchange, where nothing is said: downloads take what they take. */
  public static final long DEFAULT_TOTAL_MILLIS = 0;

  /** 3 s to connect, 60 s to the first byte, 60 s of silence, 30 s of stall, no total. */
  public static final Timeouts DEFAULT = of(3_000, 60_000, 60_000);

  /** The longest that any of them but the total may be: one hour. */
  public static final long MAX_MILLIS = 3_600_000;

  /** The longest total: one day. */
  public static final long MAX_TOTAL_MILLIS = 86_400_000;

  /** The three that every kind has; the others by default. */
  public static Timeouts of(long connectMillis, long firstByteMillis, long idleMillis) {
    return new Timeouts(
        connectMillis,
        firstByteMillis,
        idleMillis,
        DEFAULT_WRITE_STALL_MILLIS,
        DEFAULT_TOTAL_MILLIS);
  }
}
