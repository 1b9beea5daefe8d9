package io.webgateway.agent.routing.drain;

import java.util.OptionalLong;

/**
 * How a drain goes.
 *
 * @param limitMillis after which what is left is cut; 1 to {@link #MAX_LIMIT_MILLIS}
 * @param jitterMillis the span over which those who are there are asked to leave, so that they do
 *     not all come back elsewhere at one moment; 0 to the limit
 */
public record DrainTerms(long limitMillis, long jitterMillis) {
  /** One day: a drain is a step of maintenance, and no state to stay in. */
  public static final long MAX_LIMIT_MILLIS = 24L * 60 * 60 * 1_000;

  /** Most exchanges and many connections end by themselves in one minute. */
  public static final long DEFAULT_LIMIT_MILLIS = 60_000;

  /** About as long as answers of DNS are kept. */
  public static final long DEFAULT_JITTER_MILLIS = 10_000;

  /** Refuses what is out of bounds. */
  public DrainTerms {
    if (limitMillis < 1 || limitMillis > MAX_LIMIT_MILLIS) {
      throw new IllegalArgumentException("a drain takes from 1 millisecond to one day");
    }
    if (jitterMillis < 0 || jitterMillis > limitMillis) {
      throw new IllegalArgumentException("the jitter lies within the limit");
    }
  }

  /** With defaults for what is not said: one minute, and ten seconds or half of a short limit. */
  public static DrainTerms of(OptionalLong limitMillis, OptionalLong jitterMillis) {
    long limit = limitMillis.orElse(DEFAULT_LIMIT_MILLIS);
    return new DrainTerms(
        limit, jitterMillis.orElse(Math.min(DEFAULT_JITTER_MILLIS, Math.max(0, limit / 2))));
  }
}
