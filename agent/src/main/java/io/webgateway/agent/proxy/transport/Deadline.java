package io.webgateway.agent.proxy.transport;

import org.jspecify.annotations.Nullable;

/**
 * A moment by which something must have happened, re-armed many times per connection. Moving it
 * later costs one assignment. Confined to the event loop of its wheel.
 */
public final class Deadline {
  static final long NEVER = Long.MAX_VALUE;

  private final DeadlineWheel wheel;
  final Runnable onDue;
  long dueNanos = NEVER;
  long slotNanos = NEVER;
  @Nullable Deadline previous;
  @Nullable Deadline next;

  Deadline(DeadlineWheel wheel, Runnable onDue) {
    this.wheel = wheel;
    this.onDue = onDue;
  }

  /** Arms it. */
  public void inMillis(long nowNanos, long millis) {
    dueNanos = nowNanos + millis * 1_000_000L;
    if (dueNanos < slotNanos) {
      wheel.place(this, nowNanos);
    }
  }

  /** Disarms it; it can be armed again. */
  public void clear() {
    dueNanos = NEVER;
  }

  /** Disarms it and lets go of it at once; for the end of a connection. */
  public void discard() {
    dueNanos = NEVER;
    wheel.remove(this);
  }
}
