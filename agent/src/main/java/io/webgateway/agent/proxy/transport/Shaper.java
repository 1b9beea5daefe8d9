package io.webgateway.agent.proxy.transport;

import io.webgateway.agent.proxy.limit.Visit;
import io.webgateway.agent.routing.limit.Direction;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets the bytes of one exchange or relay pass no faster than its client, workload and tenant may:
 * whoever has passed bytes on credit reads no more until they are paid. Whose turn it is then may
 * pass what the limit gives in a tick of the wheel, on credit too, so that all connections of one
 * limit that wake in the same tick get as much, and pay in the order of their turns. Event loop.
 */
public final class Shaper {
  /** Who reads. */
  public interface Owner {
    /** A pause has ended: read again. */
    void pauseEnded(Direction direction);
  }

  /** A limit may be lifted while somebody waits for it. */
  private static final long LOOK_MILLIS = 1_000;

  private final DeadlineWheel wheel;
  private final Owner owner;
  private @Nullable Visit visit;
  private @Nullable Pause in;
  private @Nullable Pause out;

  /** One direction that had to wait at least once. */
  private static final class Pause {
    private final Deadline deadline;
    private boolean paused;
    private long untilNanos;

    /** What is left of the turn, in bytes. */
    private long turn;

    Pause(DeadlineWheel wheel, Runnable look) {
      this.deadline = wheel.deadline(look);
    }

    void look(long nowNanos) {
      long millis = TimeUnit.NANOSECONDS.toMillis(untilNanos - nowNanos) + 1;
      deadline.inMillis(nowNanos, Math.min(LOOK_MILLIS, millis));
    }
  }

  /** Nothing waits, and nothing is counted before the visit is known. */
  public Shaper(DeadlineWheel wheel, Owner owner) {
    this.wheel = wheel;
    this.owner = owner;
  }

  /** Whose bytes they are. */
  public void visits(Visit whose) {
    visit = whose;
  }

  /** Before the first byte: answers whether it must wait for what others have taken on credit. */
  public boolean begin(Direction direction) {
    Visit whose = visit;
    if (whose == null || !whose.limitsBandwidth()) {
      return false;
    }
    long nowNanos = wheel.nowNanos();
    return pause(direction, whose.owedNanos(direction, nowNanos), nowNanos);
  }

  /** Bytes have passed, and count; answers whether the next ones must wait. */
  public boolean passed(Direction direction, int bytes) {
    Visit whose = visit;
    if (whose == null) {
      return false;
    }
    whose.count(direction, bytes);
    if (!whose.limitsBandwidth()) {
      return false;
    }
    long nowNanos = wheel.nowNanos();
    long waitNanos = whose.passed(direction, bytes, nowNanos);
    Pause known = known(direction);
    if (known != null) {
      known.turn -= bytes;
      if (known.turn > 0) {
        return known.paused;
      }
    }
    return pause(direction, waitNanos, nowNanos);
  }

  /** The most that one read should take; as much as there is where bandwidth has no limit. */
  public int readBytes(Direction direction) {
    Visit whose = visit;
    return whose == null || !whose.limitsBandwidth()
        ? Integer.MAX_VALUE
        : (int) Math.min(Integer.MAX_VALUE, whose.turnBytes(direction));
  }

  private boolean pause(Direction direction, long waitNanos, long nowNanos) {
    if (waitNanos == 0) {
      return isPaused(direction);
    }
    Pause pause = pauseOf(direction);
    pause.paused = true;
    pause.untilNanos = nowNanos + waitNanos;
    pause.look(nowNanos);
    return true;
  }

  /** Its turn has come, or nothing is owed any more. */
  private void look(Direction direction) {
    Pause pause = pauseOf(direction);
    Visit whose = visit;
    long nowNanos = wheel.nowNanos();
    if (nowNanos < pause.untilNanos && whose != null && whose.owedNanos(direction, nowNanos) > 0) {
      pause.look(nowNanos);
    } else {
      pause.paused = false;
      pause.turn = whose == null ? 0 : whose.turnBytes(direction);
      owner.pauseEnded(direction);
    }
  }

  private @Nullable Pause known(Direction direction) {
    return switch (direction) {
      case IN -> in;
      case OUT -> out;
    };
  }

  private Pause pauseOf(Direction direction) {
    Pause known = known(direction);
    if (known != null) {
      return known;
    }
    Pause fresh = new Pause(wheel, () -> look(direction));
    switch (direction) {
      case IN -> in = fresh;
      case OUT -> out = fresh;
    }
    return fresh;
  }

  /** Whether no bytes should be read. */
  public boolean isPaused(Direction direction) {
    Pause pause = known(direction);
    return pause != null && pause.paused;
  }

  /** Whether it is us who keep bytes from moving, and no one else. */
  public boolean isPaused() {
    return isPaused(Direction.IN) || isPaused(Direction.OUT);
  }

  /** The exchange or relay is over. */
  public void discard() {
    if (in != null) {
      in.deadline.discard();
    }
    if (out != null) {
      out.deadline.discard();
    }
  }
}
