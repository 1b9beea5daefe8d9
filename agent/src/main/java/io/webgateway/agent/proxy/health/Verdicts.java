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
   */
  void checked(String cluster, Cluster.Endpoint endpoint, CheckResult result);
}
