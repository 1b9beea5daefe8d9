package io.webgateway.agent.routing.balance;

import java.util.Optional;

/**
 * The open connections to one endpoint of a cluster with a limit for them: what carries requests,
 * and what is kept for the next one. Any thread.
 */
public final class Connections {
  /** Nobody counts. */
  public static final Connections UNLIMITED = new Connections(Optional.empty(), 0);

  private final Optional<Load> load;
  private final int limit;

  private Connections(Optional<Load> load, int limit) {
    this.load = load;
    this.limit = limit;
  }

  static Connections of(Load load, int limit) {
    return limit == 0 ? UNLIMITED : new Connections(Optional.of(load), limit);
  }

  /** Whether there is a limit; then each connection must be begun and ended. */
  public boolean isLimited() {
    return load.isPresent();
  }

  /** Counts one more, where there is room. */
  public boolean begin() {
    return load.map(counted -> counted.beginConnection(limit)).orElse(true);
  }

  /** Counts one more although there may be no room. */
  public void beginAnyway() {
    load.ifPresent(counted -> counted.beginConnection(Integer.MAX_VALUE));
  }

  /** One is closed. */
  public void end() {
    load.ifPresent(Load::endConnection);
  }

  /**
   * Waits for a connection to close; {@link #begin} must be asked once more afterwards.
   *
   * @param wake called once at most, on any thread; must not block
   */
  public Pending.Waiter join(Runnable wake) {
    return load.orElseThrow().waiting().joinAnyway(wake);
  }

  /** A wake-up that was not used. */
  public void passOn() {
    load.ifPresent(counted -> counted.waiting().wakeFirst());
  }
}
