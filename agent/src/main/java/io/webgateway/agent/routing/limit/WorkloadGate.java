package io.webgateway.agent.routing.limit;

import io.webgateway.model.workload.policy.TrafficLimits;
import io.webgateway.model.workload.policy.TrafficLimits.Bounds;
import org.jspecify.annotations.Nullable;

/**
 * What one workload may take, what it has taken, and the same of its clients; kept over edits. Any
 * thread; each connection asks through its {@link Lease}.
 */
public final class WorkloadGate {
  private final TenantGate tenant;
  private final long seed;
  private final Meter meter = new Meter();
  private volatile @Nullable ClientTable clients;
  private volatile boolean limitsRequests;
  private volatile boolean limitsBandwidth;
  private volatile Terms terms = new Terms(TrafficLimits.NONE, Bounds.NONE);

  /**
   * What is configured, and what of it must be asked for at all.
   *
   * @param limits of the workload and its clients
   * @param tenant of its tenant
   */
  record Terms(TrafficLimits limits, Bounds tenant) {
    boolean limitsRequests() {
      return limits.client().requestsPerSecond() != 0
          || limits.workload().requestsPerSecond() != 0
          || tenant.requestsPerSecond() != 0;
    }

    boolean limitsBandwidth() {
      return limitsBandwidth(limits.client())
          || limitsBandwidth(limits.workload())
          || limitsBandwidth(tenant);
    }

    private static boolean limitsBandwidth(Bounds bounds) {
      return bounds.bitsPerSecondIn() != 0 || bounds.bitsPerSecondOut() != 0;
    }
  }

  /**
   * Nothing is taken, and nothing limited.
   *
   * @param tenant whose workload it is
   * @param seed chance, so that nobody can choose addresses that are forgotten together
   */
  public WorkloadGate(TenantGate tenant, long seed) {
    this.tenant = tenant;
    this.seed = seed;
  }

  /** What may be taken from now on; what is counted stays. */
  public void limits(TrafficLimits edited) {
    Terms next = new Terms(edited, tenant.bounds());
    if (!edited.client().equals(Bounds.NONE) && clients == null) {
      clients = new ClientTable(seed);
    }
    terms = next;
    limitsRequests = next.limitsRequests();
    limitsBandwidth = next.limitsBandwidth();
  }

  /** Of heads and bodies too. */
  public TrafficLimits limits() {
    return terms.limits();
  }

  /** Connections and flows that are open now. */
  public int openNow() {
    return meter.openNow();
  }

  TenantGate tenant() {
    return tenant;
  }

  Meter meter() {
    return meter;
  }

  Terms terms() {
    return terms;
  }

  boolean limitsRequests() {
    return limitsRequests;
  }

  /** Whether the bandwidth of its clients, of it or of its tenant is limited. */
  public boolean limitsBandwidth() {
    return limitsBandwidth;
  }

  /** What a client has taken; nobody's when clients have no limits. */
  @Nullable Meter client(long key, long nowNanos) {
    ClientTable table = clients;
    return table == null || terms.limits().client().equals(Bounds.NONE)
        ? null
        : table.of(key, nowNanos);
  }
}
