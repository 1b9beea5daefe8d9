package io.webgateway.agent.routing.balance;

/** One request, connection or flow under way at an endpoint. Ended exactly once, on any thread. */
public interface Lease {
  /** What nobody counts: the cluster's policy looks at no number of requests. */
  Lease NONE = () -> {};

  /** It is no longer under way. */
  void end();
}
