package io.webgateway.agent.observe;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.status.Condition;
import io.webgateway.model.status.ConditionType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/**
 * The conditions of every workload that concerns this node, as they are now, and the last {@link
 * #RING_EVENTS} changes. A condition keeps its {@code since} while status and reason stay the same;
 * publishing what is there already is no change.
 *
 * <p>Readers hold nothing but the number of the last event that they saw: a slow one loses events,
 * and is told which. Numbers grow from one run of the agent to the next, so that a reader from
 * before a restart sees a gap.
 *
 * <p>Any thread. Nothing blocks but {@link #await}.
 */
public final class StatusBoard {
  /** How many changes are remembered; older ones are forgotten. */
  public static final int RING_EVENTS = 1_000;

  private static final long EVENTS_PER_MILLI = 1_000;

  private final Instant startedAt;
  private final ReentrantLock lock = new ReentrantLock();
  private final java.util.concurrent.locks.Condition changed = lock.newCondition();
  private final Map<String, WorkloadStatus> board = new TreeMap<>();
  private final Deque<StatusEvent> ring = new ArrayDeque<>(RING_EVENTS);
  private long latest;

  /** An empty board; the clock is read once, here. */
  public StatusBoard(InstantSource clock) {
    startedAt = clock.instant();
    latest = startedAt.toEpochMilli() * EVENTS_PER_MILLI;
  }

  /** When this board was empty: nothing was checked by it before. */
  public Instant startedAt() {
    return startedAt;
  }

  /**
   * Replaces what is said of a workload.
   *
   * @param workload {@code <namespace>/<id>}
   * @param owner whose it is
   * @param conditions one per type; a later one of the same type replaces an earlier one
   */
  public void publish(String workload, IdentityId owner, List<Condition> conditions) {
    lock.lock();
    try {
      Optional<WorkloadStatus> before = Optional.ofNullable(board.get(workload));
      WorkloadStatus now =
          new WorkloadStatus(
              workload, owner, continuing(conditions, before.map(WorkloadStatus::conditions)));
      if (!before.equals(Optional.of(now))) {
        board.put(workload, now);
        append(sequence -> new StatusEvent.Changed(sequence, now));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a workload; no change when it is not there. */
  public void remove(String workload) {
    lock.lock();
    try {
      WorkloadStatus gone = board.remove(workload);
      if (gone != null) {
        append(sequence -> new StatusEvent.Removed(sequence, workload, gone.owner()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** What is known of a workload; empty when nothing is. */
  public List<Condition> conditions(String workload) {
    return status(workload).map(WorkloadStatus::conditions).orElse(List.of());
  }

  /** A workload's entry. */
  public Optional<WorkloadStatus> status(String workload) {
    lock.lock();
    try {
      return Optional.ofNullable(board.get(workload));
    } finally {
      lock.unlock();
    }
  }

  /** Everything, in the order of names. */
  public List<WorkloadStatus> all() {
    lock.lock();
    try {
      return List.copyOf(board.values());
    } finally {
      lock.unlock();
    }
  }

  /** The number of the newest event; a reader that starts here sees only what is still to come. */
  public long latestSequence() {
    lock.lock();
    try {
      return latest;
    } finally {
      lock.unlock();
    }
  }

  /** The events after a number, at once. A number from the future is answered with a gap, too. */
  public StatusEvents after(long sequence) {
    lock.lock();
    try {
      return eventsAfter(sequence);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The events after a number; waits for the first.
   *
   * @param sequence the number of the last event that the reader saw
   * @param waitMillis how long at most; then the answer has no events
   */
  public StatusEvents await(long sequence, long waitMillis) throws InterruptedException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(waitMillis);
    lock.lockInterruptibly();
    try {
      while (sequence == latest && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return eventsAfter(sequence);
    } finally {
      lock.unlock();
    }
  }

  private StatusEvents eventsAfter(long sequence) {
    if (sequence > latest) {
      return new StatusEvents(Optional.of(new StatusEvents.Gap(latest + 1, sequence)), List.of());
    }
    long oldest = latest - ring.size() + 1;
    Optional<StatusEvents.Gap> gap =
        sequence + 1 < oldest
            ? Optional.of(new StatusEvents.Gap(sequence + 1, oldest - 1))
            : Optional.empty();
    return new StatusEvents(
        gap, ring.stream().filter(event -> event.sequence() > sequence).toList());
  }

  private void append(LongFunction<StatusEvent> event) {
    if (ring.size() == RING_EVENTS) {
      ring.removeFirst();
    }
    latest++;
    ring.addLast(event.apply(latest));
    changed.signalAll();
  }

  private static List<Condition> continuing(
      List<Condition> conditions, Optional<List<Condition>> before) {
    Map<ConditionType, Condition> old = byType(before.orElse(List.of()));
    Collection<Condition> latest = byType(conditions).values();
    return latest.stream()
        .map(
            condition ->
                Optional.ofNullable(old.get(condition.type()))
                    .map(condition::continuing)
                    .orElse(condition))
        .toList();
  }

  private static Map<ConditionType, Condition> byType(List<Condition> conditions) {
    Map<ConditionType, Condition> map = new EnumMap<>(ConditionType.class);
    conditions.forEach(condition -> map.put(condition.type(), condition));
    return map;
  }
}
