package io.webgateway.model.workload;

import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.List;

/** A workload as its owner writes it down: one of the sealed kinds. */
public sealed interface Workload {

  /** Under which name, with which id, on which pools. */
  Placement placement();

  /** Where its traffic goes; at least one. */
  List<Backend> backends();

  /** Its time limits. */
  Timeouts timeouts();

  /** How its traffic is spread, checked, repeated and bounded. */
  TrafficPolicy policy();

  /**
   * HTTP by host and path prefix, TLS ended at the gateway.
   *
   * @param placement namespace, id and pools
   * @param hosts host names or {@code *.} patterns; empty means {@code <namespace>.<pool>} on each
   *     pool
   * @param pathPrefix {@code /} or whole leading path segments
   * @param http how it meets visitors and backends
   * @param backends where requests go
   * @param timeouts time limits
   * @param policy balancing, health, retries and limits
   */
  record HttpService(
      Placement placement,
      List<String> hosts,
      String pathPrefix,
      HttpSettings http,
      List<Backend> backends,
      Timeouts timeouts,
      TrafficPolicy policy)
      implements Workload {
    /** Copies the lists. */
    public HttpService {
      hosts = List.copyOf(hosts);
      backends = List.copyOf(backends);
    }

    /** The same with the usual traffic policy. */
    public HttpService(
        Placement placement,
        List<String> hosts,
        String pathPrefix,
        HttpSettings http,
        List<Backend> backends,
        Timeouts timeouts) {
      this(placement, hosts, pathPrefix, http, backends, timeouts, TrafficPolicy.DEFAULT);
    }
  }

  /**
   * TLS connections by server name, not touched by the gateway.
   *
   * @param placement namespace, id and pools
   * @param hosts as in {@link HttpService}
   * @param backends where connections go
   * @param timeouts time limits
   * @param policy balancing, health, retries and limits
   */
  record TlsPassthrough(
      Placement placement,
      List<String> hosts,
      List<Backend> backends,
      Timeouts timeouts,
      TrafficPolicy policy)
      implements Workload {
    /** Copies the lists. */
    public TlsPassthrough {
      hosts = List.copyOf(hosts);
      backends = List.copyOf(backends);
    }

    /** The same with the usual traffic policy. */
    public TlsPassthrough(
        Placement placement, List<String> hosts, List<Backend> backends, Timeouts timeouts) {
      this(placement, hosts, backends, timeouts, TrafficPolicy.DEFAULT);
    }
  }

  /**
   * TCP connections by a port of the pool.
   *
   * @param placement namespace, id and pools
   * @param port the pool's port, 1 to 65535
   * @param tcp how it meets visitors and backends
   * @param backends where connections go
   * @param timeouts time limits
   * @param policy balancing, health, retries and limits
   */
  record TcpForward(
      Placement placement,
      int port,
      TcpSettings tcp,
      List<Backend> backends,
      Timeouts timeouts,
      TrafficPolicy policy)
      implements Workload {
    /** Copies the list. */
    public TcpForward {
      backends = List.copyOf(backends);
    }

    /** The same with the usual settings and the usual traffic policy. */
    public TcpForward(Placement placement, int port, List<Backend> backends, Timeouts timeouts) {
      this(placement, port, TcpSettings.DEFAULT, backends, timeouts, TrafficPolicy.DEFAULT);
    }
  }

  /**
   * UDP datagrams by a port of the pool.
   *
   * @param placement namespace, id and pools
   * @param port the pool's port, 1 to 65535
   * @param udp how it treats flows
   * @param backends where datagrams go
   * @param timeouts time limits
   * @param policy balancing, health, retries and limits
   */
  record UdpForward(
      Placement placement,
      int port,
      UdpSettings udp,
      List<Backend> backends,
      Timeouts timeouts,
      TrafficPolicy policy)
      implements Workload {
    /** Copies the list. */
    public UdpForward {
      backends = List.copyOf(backends);
    }

    /** The same with the usual settings and the usual traffic policy. */
    public UdpForward(Placement placement, int port, List<Backend> backends, Timeouts timeouts) {
      this(placement, port, UdpSettings.DEFAULT, backends, timeouts, TrafficPolicy.UNCHECKED);
    }
  }
}
