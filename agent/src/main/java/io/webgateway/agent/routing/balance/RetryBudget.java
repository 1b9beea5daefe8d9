package io.webgateway.agent.routing.balance;

import java.util.concurrent.atomic.AtomicReference;

/**
 * How many further tries a cluster may make: a share of the requests of the last ten seconds, and
 * always as many as three a second would be in that time. Requests are not counted here: the
 * state's own count is looked at once a second. Any thread, no locks.
 */
final class RetryBudget {
  private static final int SECONDS = 10;

  /** Three a second. */
  static final int ALWAYS = 3 * SECONDS;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final AtomicReference<Window> window;
  private final long startNanos;
  private volatile long nextNanos;

  /** The last ten seconds; immutable. */
  private static final class Window {
    private final long second;
    private final long[] requestsBefore;
    private final int[] tries;

    /**
     * A window.
     *
     * @param second of the clock, the newest
     * @param requestsBefore the count of requests at the beginning of each second, by second modulo
     *     ten
     * @param tries in each second
     */
    Window(long second, long[] requestsBefore, int[] tries) {
      this.second = second;
      this.requestsBefore = requestsBefore;
      this.tries = tries;
    }

    Window at(long now, long requests) {
      if (now <= second) {
        return this;
      }
      long[] nextRequests = requestsBefore.clone();
      int[] nextTries = tries.clone();
      for (long each = Math.max(second + 1, now - SECONDS + 1); each <= now; each++) {
        nextRequests[(int) (each % SECONDS)] = requests;
        nextTries[(int) (each % SECONDS)] = 0;
      }
      return new Window(now, nextRequests, nextTries);
    }

    boolean allows(long requests, int percent) {
      long all = 0;
      for (int each : tries) {
        all += each;
      }
      long recent = requests - requestsBefore[(int) ((second + 1) % SECONDS)];
      return all < ALWAYS || (all + 1) * 100 <= recent * percent;
    }

    Window withTry() {
      int[] next = tries.clone();
      next[(int) (second % SECONDS)]++;
      return new Window(second, requestsBefore, next);
    }
  }

  RetryBudget(long nowNanos) {
    this.startNanos = nowNanos;
    this.nextNanos = nowNanos + NANOS_PER_SECOND;
    this.window = new AtomicReference<>(new Window(0, new long[SECONDS], new int[SECONDS]));
  }

  /** Keeps the count of requests, once a second; else costs one read. */
  void look(long requests, long nowNanos) {
    if (nowNanos - nextNanos >= 0) {
      advance(requests, nowNanos);
    }
  }

  private Window advance(long requests, long nowNanos) {
    long second = Math.max(0, (nowNanos - startNanos) / NANOS_PER_SECOND);
    while (true) {
      Window before = window.get();
      Window next = before.at(second, requests);
      if (next == before) {
        return before;
      }
      if (window.compareAndSet(before, next)) {
        nextNanos = startNanos + (second + 1) * NANOS_PER_SECOND;
        return next;
      }
    }
  }

  /** Takes one try out of the budget, if it is not used up. */
  boolean take(long requests, int percent, long nowNanos) {
    Window now = advance(requests, nowNanos);
    while (now.allows(requests, percent)) {
      if (window.compareAndSet(now, now.withTry())) {
        return true;
      }
      now = window.get();
    }
    return false;
  }
}
