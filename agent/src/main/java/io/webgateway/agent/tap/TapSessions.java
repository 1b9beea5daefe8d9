package io.webgateway.agent.tap;

import io.webgateway.filter.TrafficFilter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The tap sessions that are open on this node: bounded, and ended when their lease is over. Any
 * thread.
 */
public final class TapSessions implements AutoCloseable {
  /** How many sessions there may be on the node. */
  public static final int MAX_SESSIONS = 64;

  /** How many of one caller. */
  public static final int MAX_PER_CALLER = 8;

  private static final long SWEEP_MILLIS = 500;
  private static final long IDS_PER_MILLI = 1_000;
  private static final int ID_RADIX = 36;

  private final TrafficRing ring;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Consumer<TapSession> ended;
  private final Map<String, TapSession> sessions = new TreeMap<>();
  private final LongAdder opened = new LongAdder();
  private final LongAdder missedByEnded = new LongAdder();
  private long lastId;
  private boolean sweeping;
  private boolean closed;

  /**
   * No sessions yet.
   *
   * @param ended is told of every session that ended without its caller: its lease was over, or the
   *     node stops
   */
  public TapSessions(
      TrafficRing ring, InstantSource clock, LongSupplier nanoTime, Consumer<TapSession> ended) {
    this.ring = ring;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.ended = ended;
  }

  /** What became of opening one. */
  public sealed interface Opening {}

  /** It is open. */
  public record Opened(TapSession session) implements Opening {}

  /** The caller has as many as it may have. */
  public record TooManyOfCaller() implements Opening {}

  /** The node has as many as it can have. */
  public record TooManyOnNode() implements Opening {}

  /** Opens a session from now on. */
  public synchronized Opening open(String caller, TrafficFilter filter) {
    long own = sessions.values().stream().filter(s -> s.caller().equals(caller)).count();
    if (own >= MAX_PER_CALLER) {
      return new TooManyOfCaller();
    }
    if (closed || sessions.size() >= MAX_SESSIONS) {
      return new TooManyOnNode();
    }
    Instant now = clock.instant();
    lastId = Math.max(lastId + 1, now.toEpochMilli() * IDS_PER_MILLI);
    String id = Long.toString(lastId, ID_RADIX);
    TapSession session =
        new TapSession(id, caller, filter, now, nanoTime.getAsLong(), ring.cursor());
    sessions.put(id, session);
    opened.increment();
    sweepWhileNeeded();
    return new Opened(session);
  }

  /** A session of a caller. */
  public synchronized Optional<TapSession> find(String caller, String id) {
    return Optional.ofNullable(sessions.get(id)).filter(s -> s.caller().equals(caller));
  }

  /** All, the oldest first. */
  public synchronized List<TapSession> all() {
    return List.copyOf(sessions.values());
  }

  /** Ends a session; only the first time says true. */
  public boolean end(TapSession session) {
    synchronized (this) {
      sessions.remove(session.id());
    }
    boolean first = session.end();
    if (first) {
      missedByEnded.add(session.account().missed());
    }
    return first;
  }

  /** Begins a stream; see {@link TapSession}. */
  public OptionalLong attach(TapSession session, OptionalLong lastSeen) {
    return session.attach(lastSeen);
  }

  /** Ends a stream: the session's lease begins. */
  public void detach(TapSession session, long ticket) {
    session.detach(ticket, clock.instant());
  }

  /** How many there are. */
  public synchronized int count() {
    return sessions.size();
  }

  /** How many were opened since the start. */
  public long opened() {
    return opened.sum();
  }

  /** How many events watchers were told that they missed. */
  public long missed() {
    return missedByEnded.sum() + all().stream().mapToLong(s -> s.account().missed()).sum();
  }

  private void sweepWhileNeeded() {
    if (!sweeping) {
      sweeping = true;
      Thread.ofVirtual().name("tap-leases").start(this::sweepOften);
    }
  }

  private void sweepOften() {
    try {
      while (isNeeded()) {
        Thread.sleep(SWEEP_MILLIS);
        sweep();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isNeeded() {
    sweeping = !sessions.isEmpty();
    return sweeping;
  }

  private void sweep() {
    Instant now = clock.instant();
    for (TapSession session : all()) {
      if (session.isOver(now) && end(session)) {
        ended.accept(session);
      }
    }
  }

  /** Ends all, and opens no more. */
  @Override
  public void close() {
    List<TapSession> left;
    synchronized (this) {
      closed = true;
      left = all();
    }
    for (TapSession session : left) {
      if (end(session)) {
        ended.accept(session);
      }
    }
  }
}
