package io.webgateway.agent.routing.limit;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The clients of one workload: at most {@link #MAX_CLIENTS}, in sets of {@link #SET} places of
 * which a client's address chooses one. When a set is full, a client goes that forgetting changes
 * nothing for; else the one that was seen longest ago and has no connection, which is forgiven what
 * it took; and when all have connections, the newcomers share what one client may take. So many
 * addresses cost no more memory than few, and no longer searches. Finding a known client takes no
 * lock; remembering a new one does. Any thread.
 */
final class ClientTable {
  /** Remembered at once. */
  static final int MAX_CLIENTS = 16_384;

  /** Places that one client may have. */
  static final int SET = 8;

  private final AtomicReferenceArray<@Nullable Client> places =
      new AtomicReferenceArray<>(MAX_CLIENTS);
  private final Meter newcomers = new Meter();
  private final long seed;

  /** A client that is remembered. */
  private static final class Client {
    private final long key;
    private final Meter meter = new Meter();
    private volatile long seenNanos;

    Client(long key, long nowNanos) {
      this.key = key;
      this.seenNanos = nowNanos;
    }
  }

  /**
   * Nobody yet.
   *
   * @param seed so that nobody can choose addresses that meet in one set
   */
  ClientTable(long seed) {
    this.seed = seed;
  }

  /** What a client has taken. */
  Meter of(long key, long nowNanos) {
    int first = firstPlace(key);
    Client known = find(first, key);
    if (known == null) {
      return remember(first, key, nowNanos);
    }
    known.seenNanos = nowNanos;
    return known.meter;
  }

  private @Nullable Client find(int first, long key) {
    for (int i = first; i < first + SET; i++) {
      Client client = places.get(i);
      if (client != null && client.key == key) {
        return client;
      }
    }
    return null;
  }

  private synchronized Meter remember(int first, long key, long nowNanos) {
    Client known = find(first, key);
    if (known != null) {
      return known.meter;
    }
    int place = placeFor(first, nowNanos);
    if (place < 0) {
      return newcomers;
    }
    Client client = new Client(key, nowNanos);
    places.set(place, client);
    return client.meter;
  }

  /** The best place of a set to take, or -1 when none may be taken. */
  private int placeFor(int first, long nowNanos) {
    int oldest = -1;
    long oldestNanos = Long.MAX_VALUE;
    for (int i = first; i < first + SET; i++) {
      Client client = places.get(i);
      if (client == null || client.meter.isAsNew(nowNanos)) {
        return i;
      }
      if (client.meter.openNow() == 0 && client.seenNanos < oldestNanos) {
        oldest = i;
        oldestNanos = client.seenNanos;
      }
    }
    return oldest;
  }

  private int firstPlace(long key) {
    long mixed = (key ^ seed) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return (int) ((mixed >>> 33) % (MAX_CLIENTS / SET)) * SET;
  }

  /** How many are remembered. */
  int size() {
    int size = 0;
    for (int i = 0; i < MAX_CLIENTS; i++) {
      size += places.get(i) == null ? 0 : 1;
    }
    return size;
  }
}
