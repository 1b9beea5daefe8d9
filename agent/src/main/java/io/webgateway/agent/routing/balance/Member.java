package io.webgateway.agent.routing.balance;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * An endpoint of one version of a cluster.
 *
 * @param text what it is remembered by over edits, whatever its weight
 * @param weight 1 or more
 * @param seed tells it from the others in hashes of keys
 * @param load shared by all versions of the cluster
 * @param chosen what choosing it answers
 */
record Member(String text, int weight, long seed, Load load, Selection.Chosen chosen) {
  private static final int STICKY_BYTES = 12;

  /** Makes one. */
  static Member of(Cluster cluster, Cluster.Endpoint endpoint, Load load, boolean counted) {
    TrafficPolicy policy = cluster.policy();
    String text = endpoint.text();
    return new Member(
        text,
        weightOf(endpoint),
        Hashes.of(text),
        load,
        new Selection.Chosen(
            endpoint,
            counted ? load : Lease.NONE,
            Connections.of(load, policy.circuit().maxConnections()),
            policy.balancing().stickiness() instanceof Balancing.Stickiness.Cookie
                ? stickyId(cluster.id(), text)
                : ""));
  }

  private static int weightOf(Cluster.Endpoint endpoint) {
    return switch (endpoint) {
      case Cluster.Endpoint.Address address -> Math.max(1, address.weight());
    };
  }

  /**
   * What a cookie calls an endpoint: a hash that is the same on all nodes of a pool and after a
   * restart. It shows no address; who knows the workload's path can only try addresses out.
   */
  private static String stickyId(String clusterId, String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  ("webgw-sticky\n" + clusterId + "\n" + text).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(hash, STICKY_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  boolean begin(boolean counted, int limit) {
    return !counted || load.begin(limit);
  }
}
