package io.webgateway.agent.config;

import io.webgateway.agent.routing.BackendRules;
import io.webgateway.model.name.HostPort;
import io.webgateway.model.name.IpPrefix;
import io.webgateway.model.name.Port;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration of one node, with every default filled in. Everything binds to loopback unless
 * the file says otherwise.
 *
 * @param dataDirectory where the agent keeps what must survive, absolute; default {@code
 *     /var/lib/webgw}
 * @param listeners where visitors are served
 * @param management where the management API answers
 * @param metrics where Prometheus metrics are served; empty (the default) means nowhere
 * @param backends what tenants may publish
 * @param certificates where certificates come from
 * @param publicAddresses addresses under which the node is reached but that none of its interfaces
 *     has, as behind NAT; never allowed as backends
 * @param eventLoopThreads threads of the data plane, 0 to 256; 0 (the default) means one per core
 * @param logLevel what is logged; default {@code info}
 */
public record AgentConfig(
    Path dataDirectory,
    Listeners listeners,
    Management management,
    Optional<BindAddress> metrics,
    Backends backends,
    Certificates certificates,
    Set<InetAddress> publicAddresses,
    int eventLoopThreads,
    LogLevel logLevel) {

  /** Copies the set. */
  public AgentConfig {
    publicAddresses = Set.copyOf(publicAddresses);
  }

  /**
   * Where visitors are served.
   *
   * @param http clear text; default {@code 127.0.0.1:8080}, empty when {@code off}
   * @param https TLS; default {@code 127.0.0.1:8443}, empty when {@code off}
   * @param externalHttpsPort the port that redirects name when visitors reach https under another
   *     port than the bound one; empty means the bound one
   * @param forward the address at which the ports of workloads are bound; default {@code
   *     127.0.0.1}, empty when {@code off}
   * @param proxyProtocolFrom where proxies in front of the node connect from, whose connections
   *     must begin with a PROXY header; none by default
   */
  public record Listeners(
      Optional<BindAddress> http,
      Optional<BindAddress> https,
      Optional<Port> externalHttpsPort,
      Optional<InetAddress> forward,
      List<IpPrefix> proxyProtocolFrom) {
    /** Copies the list. */
    public Listeners {
      proxyProtocolFrom = List.copyOf(proxyProtocolFrom);
    }
  }

  /**
   * Where the management API answers.
   *
   * @param unixSocket for the local administrator, absolute; default {@code
   *     <dataDirectory>/run/management.sock}
   * @param tls for everybody with a token; default {@code 127.0.0.1:7443}, empty when {@code off}
   */
  public record Management(Path unixSocket, Optional<BindAddress> tls) {}

  /**
   * What tenants may publish besides overlay addresses.
   *
   * @param prefixes more allowed prefixes; none by default
   * @param publicAllowed whether public addresses are allowed; false by default
   * @param listed exact address:port pairs that are allowed even on loopback or the node's own
   *     addresses; none by default
   */
  public record Backends(List<IpPrefix> prefixes, boolean publicAllowed, List<HostPort> listed) {
    /** Copies the lists. */
    public Backends {
      prefixes = List.copyOf(prefixes);
      listed = List.copyOf(listed);
    }
  }

  /**
   * Where certificates come from.
   *
   * @param localCa whether the node issues certificates under its own local authority, which
   *     visitors must trust by hand: for demonstrations and private networks; false by default
   */
  public record Certificates(boolean localCa) {}

  /** What is logged: this and everything graver. */
  public enum LogLevel {
    /** What failed and needs somebody. */
    ERROR,
    /** What went wrong and was survived. */
    WARN,
    /** What an administrator wants to know; the default. */
    INFO,
    /** For finding faults. */
    DEBUG,
    /** Everything. */
    TRACE
  }

  /**
   * The rules of the backend policy.
   *
   * @param interfaceAddresses what {@link InterfaceAddresses} found on this machine
   */
  public BackendRules backendRules(Set<InetAddress> interfaceAddresses) {
    Set<InetAddress> own = new HashSet<>(interfaceAddresses);
    own.addAll(publicAddresses);
    return new BackendRules(
        backends.prefixes, backends.publicAllowed, Set.copyOf(backends.listed), own);
  }

  /** The number of data-plane threads on a machine with so many processors. */
  public int eventLoopThreads(int processors) {
    return eventLoopThreads == 0 ? Math.max(1, processors) : eventLoopThreads;
  }
}
