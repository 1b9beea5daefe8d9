package io.webgateway.agent.reconcile;

import io.webgateway.agent.certificate.CertificateDesk;
import io.webgateway.agent.certificate.CertificateDesk.Provision;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.FlowLimits;
import io.webgateway.agent.routing.HostRoute;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.PortRoute;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.agent.routing.TcpRoute;
import io.webgateway.agent.routing.TenantLimits;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.model.name.HostPattern;
import io.webgateway.model.name.HostPort;
import io.webgateway.model.name.PortProtocol;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.Workload;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The control plane's picture at one moment: routes, and the certificates that they need.
 *
 * @param routes one per served workload with hosts
 * @param ports one per served workload with a port
 * @param tenants what tenants together may take
 * @param provisions by owner
 */
record RoutePicture(
    List<HostRoute> routes,
    List<PortRoute> ports,
    List<TenantLimits> tenants,
    Map<String, Provision> provisions) {

  /** Copies all. */
  RoutePicture {
    routes = List.copyOf(routes);
    ports = List.copyOf(ports);
    tenants = List.copyOf(tenants);
    provisions = Map.copyOf(provisions);
  }

  /** Puts a picture together from what was decided; issues certificates on the way. */
  static RoutePicture of(Map<Subject, Service> services, CertificateDesk desk) {
    List<HostRoute> routes = new ArrayList<>();
    List<PortRoute> ports = new ArrayList<>();
    Map<String, Set<HostPattern>> hostsByOwner = new TreeMap<>();
    services.forEach(
        (subject, service) -> {
          String owner = subject.owner().value();
          Set<HostPattern> ended = terminated(service);
          if (!ended.isEmpty()) {
            hostsByOwner.computeIfAbsent(owner, _ -> new HashSet<>()).addAll(ended);
          }
          switch (service) {
            case Service.Serve serve -> routes.add(route(subject.path(), owner, serve));
            case Service.Pass pass -> routes.add(route(subject.path(), owner, pass));
            case Service.ForwardTcp tcp -> ports.add(route(subject.path(), owner, tcp));
            case Service.ForwardUdp udp -> ports.add(route(subject.path(), owner, udp));
            case Service.Withhold _ -> {}
            case Service.End _ -> {}
          }
        });
    Map<String, Provision> provisions = new HashMap<>();
    hostsByOwner.forEach((owner, hosts) -> provisions.put(owner, desk.provide(owner, hosts)));
    List<TenantLimits> tenants = TenantCeilings.of(services.keySet());
    return new RoutePicture(routes, ports, tenants, provisions);
  }

  /**
   * The listeners of the ports.
   *
   * @param address where ports are bound; none are when it is empty
   */
  List<Listener> portListeners(Optional<InetAddress> address) {
    return address.stream()
        .flatMap(bound -> ports.stream().map(route -> listener(route, bound)))
        .toList();
  }

  private static Listener listener(PortRoute route, InetAddress address) {
    String number = route.listener().substring(route.listener().indexOf('/') + 1);
    return new Listener(
        route.listener(),
        new InetSocketAddress(address, Integer.parseInt(number)),
        switch (route) {
          case TcpRoute _ -> Listener.Protocol.TCP;
          case UdpRoute _ -> Listener.Protocol.UDP;
        });
  }

  /** All certificates, in a stable order. */
  List<ServerCertificate> certificates() {
    return new TreeMap<>(provisions)
        .values().stream().flatMap(p -> p.certificates().stream()).toList();
  }

  /** The hosts for which a service ends TLS here. */
  static Set<HostPattern> terminated(Service service) {
    return switch (service) {
      case Service.Serve serve ->
          serve.hosts().stream().map(HostPattern::of).collect(Collectors.toSet());
      case Service.ForwardTcp tcp when tcp.tcp().visitors().isPresent() ->
          Set.of(HostPattern.of(tcp.host()));
      case Service.ForwardTcp _,
          Service.ForwardUdp _,
          Service.Pass _,
          Service.Withhold _,
          Service.End _ ->
          Set.of();
    };
  }

  private static HttpRoute route(String path, String owner, Service.Serve serve) {
    Workload.HttpService http = serve.workload();
    return new HttpRoute(
        path,
        owner,
        Set.copyOf(serve.hosts()),
        http.pathPrefix(),
        serve.http().visitors(),
        cluster(path, http, serve.http().upstream()),
        limits(http));
  }

  private static PassthroughRoute route(String path, String owner, Service.Pass pass) {
    Workload.TlsPassthrough tls = pass.workload();
    return new PassthroughRoute(
        path,
        owner,
        Set.copyOf(pass.hosts()),
        cluster(path, tls, UpstreamProtocol.DEFAULT),
        limits(tls.timeouts()));
  }

  private static TcpRoute route(String path, String owner, Service.ForwardTcp forward) {
    Workload.TcpForward tcp = forward.workload();
    return new TcpRoute(
        path,
        owner,
        Listener.portName(PortProtocol.TCP, tcp.port()),
        forward.tcp().tls(forward.host()),
        cluster(path, tcp, forward.tcp().upstream()),
        limits(tcp.timeouts()));
  }

  private static UdpRoute route(String path, String owner, Service.ForwardUdp forward) {
    Workload.UdpForward udp = forward.workload();
    return new UdpRoute(
        path,
        owner,
        Listener.portName(PortProtocol.UDP, udp.port()),
        cluster(path, udp, UpstreamProtocol.DEFAULT),
        new FlowLimits(
            udp.timeouts().idleMillis(),
            udp.udp().lifetimeMillis(),
            udp.udp().maxFlows(),
            udp.udp().maxFlowsPerClient(),
            udp.udp().amplification(),
            udp.udp().oneWay()));
  }

  private static Cluster cluster(String path, Workload workload, UpstreamProtocol protocol) {
    return new Cluster(
        path,
        protocol,
        workload.policy(),
        workload.backends().stream().map(RoutePicture::endpoint).toList());
  }

  private static Cluster.Endpoint endpoint(Backend backend) {
    HostPort address = HostPort.of(backend.address());
    return new Cluster.Endpoint.Address(
        address.host().toString(), address.port().number(), backend.weight());
  }

  private static ExchangeLimits limits(Workload.HttpService http) {
    Timeouts timeouts = http.timeouts();
    return new ExchangeLimits(
        timeouts.connectMillis(),
        timeouts.firstByteMillis(),
        timeouts.idleMillis(),
        timeouts.writeStallMillis(),
        http.http().minBodyBytesPerSecond(),
        timeouts.totalMillis());
  }

  private static ExchangeLimits limits(Timeouts timeouts) {
    return ExchangeLimits.of(
        timeouts.connectMillis(), timeouts.firstByteMillis(), timeouts.idleMillis());
  }
}
