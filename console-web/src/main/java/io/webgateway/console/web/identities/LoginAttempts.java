package io.webgateway.console.web.identities;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes guessing slow: after a few wrong passphrases for a login from an address, the next try has
 * to wait, each time twice as long. Forgets what is an hour old, and the oldest when there are too
 * many. Thread-safe.
 */
public final class LoginAttempts {
  private static final int FREE = 3;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final Duration MEMORY = Duration.ofHours(1);
  private static final int MAX_REMEMBERED = 10_000;

  private final InstantSource clock;
  private final Map<Key, Failures> failures = new LinkedHashMap<>();

  private record Key(String login, String address) {}

  private record Failures(int count, Instant last) {}

  /** Begins with a clean slate. */
  public LoginAttempts(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts a try as failed until {@link #succeeded} says otherwise, so that tries made at once all
   * count.
   *
   * @return how long to wait instead; zero when the try may be made now
   */
  public synchronized Duration begin(String login, String address) {
    Instant now = clock.instant();
    Key key = new Key(login, address);
    Failures before = failures.getOrDefault(key, new Failures(0, now));
    if (before.last().plus(MEMORY).isBefore(now)) {
      before = new Failures(0, now);
    }
    Instant allowedAt = before.last().plus(pause(before.count()));
    if (now.isBefore(allowedAt)) {
      return Duration.between(now, allowedAt);
    }
    failures.remove(key);
    failures.put(key, new Failures(before.count() + 1, now));
    if (failures.size() > MAX_REMEMBERED) {
      failures.remove(failures.keySet().iterator().next());
    }
    return Duration.ZERO;
  }

  /** The passphrase was right. */
  public synchronized void succeeded(String login, String address) {
    failures.remove(new Key(login, address));
  }

  private static Duration pause(int count) {
    if (count < FREE) {
      return Duration.ZERO;
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(count - FREE, 16));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
