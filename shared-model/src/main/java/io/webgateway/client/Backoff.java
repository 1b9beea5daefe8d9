package io.webgateway.client;

/**
 * How long to wait before the next try: 1 s, then twice as long each time, 15 s at most, and 1 s
 * again after one that came to something. Not thread-safe.
 */
public final class Backoff {
  private static final long FIRST_WAIT_MILLIS = 1_000;
  private static final long LONGEST_WAIT_MILLIS = 15_000;

  private long nextMillis = FIRST_WAIT_MILLIS;

  /** The last try came to something. */
  public void succeeded() {
    nextMillis = FIRST_WAIT_MILLIS;
  }

  /** The wait before the next try, in milliseconds. */
  public long nextMillis() {
    long now = nextMillis;
    nextMillis = Math.min(nextMillis * 2, LONGEST_WAIT_MILLIS);
    return now;
  }
}
