package io.webgateway.agent.reconcile;

import io.webgateway.agent.certificate.CertificateDesk;
import io.webgateway.agent.certificate.CertificateDesk.Provision;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HostRoute;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.model.name.HostPattern;
import io.webgateway.model.name.HostPort;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The control plane's picture at one moment: routes, and the certificates that they need.
 *
 * @param routes one per served workload
 * @param provisions by owner
 */
record RoutePicture(List<HostRoute> routes, Map<String, Provision> provisions) {

  /** Copies both. */
  RoutePicture {
    routes = List.copyOf(routes);
    provisions = Map.copyOf(provisions);
  }

  /** Puts a picture together from what was decided; issues certificates on the way. */
  static RoutePicture of(Map<Subject, Service> services, CertificateDesk desk) {
    List<HostRoute> routes = new ArrayList<>();
    Map<String, Set<HostPattern>> hostsByOwner = new TreeMap<>();
    services.forEach(
        (subject, service) -> {
          String owner = subject.owner().value();
          switch (service) {
            case Service.Serve serve -> {
              routes.add(route(subject.path(), owner, serve));
              hostsByOwner.computeIfAbsent(owner, _ -> new HashSet<>()).addAll(patterns(serve));
            }
            case Service.Pass pass -> routes.add(route(subject.path(), owner, pass));
            case Service.Withhold _ -> {}
            case Service.End _ -> {}
          }
        });
    Map<String, Provision> provisions = new HashMap<>();
    hostsByOwner.forEach((owner, hosts) -> provisions.put(owner, desk.provide(owner, hosts)));
    return new RoutePicture(routes, provisions);
  }

  /** All certificates, in a stable order. */
  List<ServerCertificate> certificates() {
    return new TreeMap<>(provisions)
        .values().stream().flatMap(p -> p.certificates().stream()).toList();
  }

  static Set<HostPattern> patterns(Service.Serve serve) {
    return serve.hosts().stream().map(HostPattern::of).collect(Collectors.toSet());
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

  private static Cluster cluster(String path, Workload workload, UpstreamProtocol protocol) {
    return new Cluster(
        path, protocol, workload.backends().stream().map(RoutePicture::endpoint).toList());
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
