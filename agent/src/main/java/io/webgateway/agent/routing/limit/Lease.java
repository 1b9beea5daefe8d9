package io.webgateway.agent.routing.limit;

import io.webgateway.agent.routing.limit.Limit.Whose;
import io.webgateway.model.workload.policy.TrafficLimits.Bounds;
import org.jspecify.annotations.Nullable;

/**
 * What one connection or flow takes of one workload, from its opening to its close. Refused is what
 * any of three has no room for, asked in this order: the client, the workload, the tenant; what was
 * refused is counted nowhere, so a client's flood takes nothing from the others. Confined to one
 * event loop.
 */
public final class Lease {
  private final WorkloadGate gate;
  private final long clientKey;
  private @Nullable Meter client;
  private boolean open;

  /**
   * Nothing is taken yet.
   *
   * @param clientKey who came, by {@link ClientKey}
   */
  public Lease(WorkloadGate gate, long clientKey) {
    this.gate = gate;
    this.clientKey = clientKey;
  }

  /** Whose it is. */
  public WorkloadGate gate() {
    return gate;
  }

  /** Whether the connection is counted. */
  public boolean isOpen() {
    return open;
  }

  /** Counts the connection, if there is room for it; once. */
  public LimitDecision open(long nowNanos) {
    WorkloadGate.Terms terms = gate.terms();
    Bounds ofClient = terms.limits().client();
    Meter visitor = gate.client(clientKey, nowNanos);
    if (visitor != null
        && visitor.open(ofClient, Whose.CLIENT, nowNanos) instanceof LimitDecision.Refused no) {
      return no;
    }
    LimitDecision decision = openBehind(terms, nowNanos);
    if (decision instanceof LimitDecision.Refused) {
      if (visitor != null) {
        visitor.neverOpened(ofClient);
      }
      return decision;
    }
    client = visitor;
    open = true;
    return decision;
  }

  private LimitDecision openBehind(WorkloadGate.Terms terms, long nowNanos) {
    Bounds ofWorkload = terms.limits().workload();
    LimitDecision decision = gate.meter().open(ofWorkload, Whose.WORKLOAD, nowNanos);
    if (decision instanceof LimitDecision.Refused) {
      return decision;
    }
    LimitDecision last = gate.tenant().meter().open(terms.tenant(), Whose.TENANT, nowNanos);
    if (last instanceof LimitDecision.Refused) {
      gate.meter().neverOpened(ofWorkload);
    }
    return last;
  }

  /** Counts a request, if there is room for it. */
  public LimitDecision request(long nowNanos) {
    if (!gate.limitsRequests()) {
      return LimitDecision.ADMITTED;
    }
    WorkloadGate.Terms terms = gate.terms();
    Bounds ofClient = terms.limits().client();
    Meter visitor = client(nowNanos);
    if (visitor != null
        && visitor.request(ofClient, Whose.CLIENT, nowNanos) instanceof LimitDecision.Refused no) {
      return no;
    }
    LimitDecision decision = requestBehind(terms, nowNanos);
    if (decision instanceof LimitDecision.Refused && visitor != null) {
      visitor.neverRequested(ofClient);
    }
    return decision;
  }

  private LimitDecision requestBehind(WorkloadGate.Terms terms, long nowNanos) {
    Bounds ofWorkload = terms.limits().workload();
    LimitDecision decision = gate.meter().request(ofWorkload, Whose.WORKLOAD, nowNanos);
    if (decision instanceof LimitDecision.Refused) {
      return decision;
    }
    LimitDecision last = gate.tenant().meter().request(terms.tenant(), Whose.TENANT, nowNanos);
    if (last instanceof LimitDecision.Refused) {
      gate.meter().neverRequested(ofWorkload);
    }
    return last;
  }

  /**
   * Bytes have passed. They are taken from all three, be it on credit.
   *
   * @return after how many nanoseconds the connection should let more pass
   */
  public long passed(Direction direction, int bytes, long nowNanos) {
    if (!gate.limitsBandwidth()) {
      return 0;
    }
    WorkloadGate.Terms terms = gate.terms();
    Meter visitor = client(nowNanos);
    long waitNanos =
        visitor == null ? 0 : visitor.passed(terms.limits().client(), direction, bytes, nowNanos);
    waitNanos =
        Math.max(
            waitNanos, gate.meter().passed(terms.limits().workload(), direction, bytes, nowNanos));
    return Math.max(
        waitNanos, gate.tenant().meter().passed(terms.tenant(), direction, bytes, nowNanos));
  }

  /** After how many nanoseconds bytes should pass; 0 when they may now. */
  public long owedNanos(Direction direction, long nowNanos) {
    if (!gate.limitsBandwidth()) {
      return 0;
    }
    WorkloadGate.Terms terms = gate.terms();
    Meter visitor = client(nowNanos);
    long waitNanos =
        visitor == null ? 0 : visitor.owedNanos(terms.limits().client(), direction, nowNanos);
    waitNanos =
        Math.max(waitNanos, gate.meter().owedNanos(terms.limits().workload(), direction, nowNanos));
    return Math.max(
        waitNanos, gate.tenant().meter().owedNanos(terms.tenant(), direction, nowNanos));
  }

  /** The tightest of the three limits; 0 where there is none. */
  public long bytesPerSecond(Direction direction) {
    WorkloadGate.Terms terms = gate.terms();
    long ofClient = Meter.bytesPerSecond(terms.limits().client(), direction);
    long ofWorkload = Meter.bytesPerSecond(terms.limits().workload(), direction);
    return tighter(tighter(ofClient, ofWorkload), Meter.bytesPerSecond(terms.tenant(), direction));
  }

  private static long tighter(long one, long other) {
    return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
  }

  /** Limits of clients may have been set while the connection was open. */
  private @Nullable Meter client(long nowNanos) {
    Meter known = client;
    if (known == null) {
      known = gate.client(clientKey, nowNanos);
      client = known;
      if (known != null && open) {
        known.joined();
      }
    }
    return known;
  }

  /** The connection is closed; a second call does nothing. */
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    gate.meter().close();
    gate.tenant().meter().close();
    if (client != null) {
      client.close();
    }
  }
}
