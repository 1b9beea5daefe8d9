package io.webgateway.agent.proxy.health;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.balance.CheckResult;

/** Takes what came of checks. Called on event loops; must not block. */
@FunctionalInterface
interface Verdicts {
  /**
   * Takes one.
   *
   * @param cluster the cluster's id
   * @param endpoint of the cluster
   * @param result what came of it
   * @return whether it is in doubt now how the endpoint is, so that it should be asked again soon
   */
  boolean checked(String cluster, Cluster.Endpoint endpoint, CheckResult result);
}
