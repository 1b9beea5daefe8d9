package io.webgateway.agent.observe.usage;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The counters of all workloads of a data plane, and what of them was taken for the book already.
 * Bounded by the workloads that are served or still have connections. Any thread; the traffic
 * itself does not come here.
 */
public final class UsageMeters {
  private final LongSupplier nanoClock;
  private final Map<UsageKey, Meter> meters = new HashMap<>();
  private Set<UsageKey> served = Set.of();

  /** One workload's counters, and their state when they were taken last. */
  private static final class Meter {
    private final WorkloadUsage usage = new WorkloadUsage();
    private UsageTotals taken = UsageTotals.NONE;
    private UsageTotals elsewhere = UsageTotals.NONE;
  }

  /**
   * Nothing is counted yet.
   *
   * @param nanoClock the one that connections begin and end by
   */
  public UsageMeters(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** The counters of a workload. */
  public synchronized WorkloadUsage of(UsageKey key) {
    return meters.computeIfAbsent(key, _ -> new Meter()).usage;
  }

  /** What was used in another process of the node, and taken there. */
  public synchronized void add(UsageKey key, UsageTotals used) {
    Meter meter = meters.computeIfAbsent(key, _ -> new Meter());
    meter.elsewhere = meter.elsewhere.plus(used);
  }

  /** What is served now; counters of others go with their last connection. */
  public synchronized void served(Set<UsageKey> keys) {
    served = Set.copyOf(keys);
  }

  /** What was used since the last call; each byte and second is taken once. */
  public synchronized Map<UsageKey, UsageTotals> take() {
    long nowNanos = nanoClock.getAsLong();
    Map<UsageKey, UsageTotals> news = new HashMap<>();
    meters
        .entrySet()
        .removeIf(
            entry -> {
              Meter meter = entry.getValue();
              boolean last = !served.contains(entry.getKey()) && meter.usage.hasNoConnection();
              UsageTotals now = meter.usage.totals(nowNanos).plus(meter.elsewhere);
              UsageTotals since = now.minus(meter.taken);
              meter.taken = now;
              if (!since.equals(UsageTotals.NONE)) {
                news.put(entry.getKey(), since);
              }
              return last && since.equals(UsageTotals.NONE);
            });
    return news;
  }
}
