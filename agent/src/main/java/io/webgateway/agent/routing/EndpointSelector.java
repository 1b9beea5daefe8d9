package io.webgateway.agent.routing;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Chooses endpoints of one cluster: smooth weighted round robin with a memory of failures. An
 * endpoint whose connect failed is left out for a while; when all are left out, they are tried
 * anyway. No clock inside: callers pass the time. Confined to one thread.
 */
public final class EndpointSelector {
  /** How long a failed endpoint is left out: 5 s. */
  public static final long REST_NANOS = 5_000_000_000L;

  private final Cluster cluster;
  private final long[] credit;
  private final long[] restsUntilNanos;
  private final boolean[] resting;

  /** Starts with every endpoint in good standing. */
  public EndpointSelector(Cluster cluster) {
    this.cluster = cluster;
    int size = cluster.endpoints().size();
    this.credit = new long[size];
    this.restsUntilNanos = new long[size];
    this.resting = new boolean[size];
  }

  /** The cluster it chooses from. */
  public Cluster cluster() {
    return cluster;
  }

  /** A selector for an edited cluster that remembers the failures of the endpoints that stay. */
  public EndpointSelector forCluster(Cluster edited) {
    EndpointSelector next = new EndpointSelector(edited);
    for (int i = 0; i < edited.endpoints().size(); i++) {
      int before = indexOf(edited.endpoints().get(i));
      if (before >= 0) {
        next.resting[i] = resting[before];
        next.restsUntilNanos[i] = restsUntilNanos[before];
      }
    }
    return next;
  }

  /**
   * Chooses.
   *
   * @param nowNanos a monotonic clock
   * @param tried endpoints that this exchange has tried already
   * @return empty when every endpoint was tried
   */
  public Optional<Cluster.Endpoint> select(long nowNanos, Collection<Cluster.Endpoint> tried) {
    wake(nowNanos);
    int index = next(tried, false);
    if (index < 0) {
      index = next(tried, true);
    }
    return index < 0 ? Optional.empty() : Optional.of(cluster.endpoints().get(index));
  }

  /** Remembers that an endpoint took no connection. */
  public void failed(Cluster.Endpoint endpoint, long nowNanos) {
    int index = indexOf(endpoint);
    if (index >= 0) {
      resting[index] = true;
      restsUntilNanos[index] = nowNanos + REST_NANOS;
    }
  }

  /** Forgets an endpoint's failures. */
  public void connected(Cluster.Endpoint endpoint) {
    int index = indexOf(endpoint);
    if (index >= 0) {
      resting[index] = false;
    }
  }

  private void wake(long nowNanos) {
    for (int i = 0; i < resting.length; i++) {
      if (resting[i] && nowNanos - restsUntilNanos[i] >= 0) {
        resting[i] = false;
      }
    }
  }

  private int next(Collection<Cluster.Endpoint> tried, boolean alsoResting) {
    List<Cluster.Endpoint> endpoints = cluster.endpoints();
    long total = 0;
    int best = -1;
    for (int i = 0; i < endpoints.size(); i++) {
      if ((resting[i] && !alsoResting) || tried.contains(endpoints.get(i))) {
        continue;
      }
      int weight = weightOf(endpoints.get(i));
      credit[i] += weight;
      total += weight;
      if (best < 0 || credit[i] > credit[best]) {
        best = i;
      }
    }
    if (best >= 0) {
      credit[best] -= total;
    }
    return best;
  }

  private int indexOf(Cluster.Endpoint endpoint) {
    return cluster.endpoints().indexOf(endpoint);
  }

  private static int weightOf(Cluster.Endpoint endpoint) {
    return switch (endpoint) {
      case Cluster.Endpoint.Address address -> address.weight();
    };
  }

  @Override
  public String toString() {
    return "EndpointSelector[" + cluster.id() + ", resting " + Arrays.toString(resting) + "]";
  }
}
