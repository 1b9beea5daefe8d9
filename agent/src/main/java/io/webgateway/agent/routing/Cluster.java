package io.webgateway.agent.routing;

import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.List;

/**
 * Endpoints under one balancing and health policy, all spoken to in the same way.
 *
 * @param id stable for one workload; pools and counters are kept by it
 * @param protocol what is spoken with them; bytes that are passed through unread ignore it
 * @param policy balancing, health, retries and limits
 * @param endpoints at least one
 */
public record Cluster(
    String id, UpstreamProtocol protocol, TrafficPolicy policy, List<Endpoint> endpoints) {

  /** Copies the list. */
  public Cluster {
    endpoints = List.copyOf(endpoints);
  }

  /** A cluster whose endpoints nobody checks, with the usual policy. */
  public Cluster(String id, UpstreamProtocol protocol, List<Endpoint> endpoints) {
    this(id, protocol, TrafficPolicy.UNCHECKED, endpoints);
  }

  /** Where one backend answers. */
  public sealed interface Endpoint {
    /** {@code host:port} as people and events name it, IPv6 in brackets. */
    String text();

    /**
     * An address and port, of UDP for clusters of a {@link UdpRoute}, else of TCP.
     *
     * @param host an IP literal without brackets, or a DNS name that is resolved at connect time
     * @param port 1 to 65535
     * @param weight 1 to 1,000; shares traffic in proportion
     */
    record Address(String host, int port, int weight) implements Endpoint {
      @Override
      public String text() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
      }
    }
  }
}
