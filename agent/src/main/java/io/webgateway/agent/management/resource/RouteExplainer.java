package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.resource.RouteExplanation.Verdict;
import io.webgateway.agent.management.resource.RouteExplanation.View;
import io.webgateway.agent.routing.Cluster.Endpoint;
import io.webgateway.agent.routing.HostNames;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.PathDecision;
import io.webgateway.agent.routing.RequestPaths;
import io.webgateway.agent.routing.RouteMatch;
import io.webgateway.agent.routing.RouteProblem;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.TlsDecision;
import io.webgateway.agent.routing.policy.ClientCertificates;
import io.webgateway.agent.routing.policy.TlsPolicy;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Follows a URL through a route table step by step, as the data plane would. Pure. */
final class RouteExplainer {
  private final RouteTable table;
  private final URI url;
  private final String method;
  private final boolean isTls;
  private final Optional<String> listener;

  private RouteExplainer(RouteTable table, URI url, String method) {
    this.table = table;
    this.url = url;
    this.method = method;
    this.isTls = url.getScheme().equals("https");
    Listener.Protocol wanted = isTls ? Listener.Protocol.HTTPS : Listener.Protocol.HTTP;
    this.listener =
        table.listeners().stream()
            .filter(each -> each.protocol() == wanted)
            .map(Listener::name)
            .findFirst();
  }

  static RouteExplanation explain(RouteTable table, URI url, String method) {
    return new RouteExplainer(table, url, method).explain();
  }

  private RouteExplanation explain() {
    Optional<String> host = HostNames.ofAuthority(url.getRawAuthority());
    if (listener.isEmpty()) {
      return end(
          Verdict.NO_LISTENER, "The node has no listener for " + url.getScheme(), host, path());
    }
    if (host.isEmpty()) {
      return end(Verdict.REFUSED, "The URL's host is no host name", host, path());
    }
    return isTls ? overTls(host.get()) : inClear(host.get(), Optional.empty());
  }

  private RouteExplanation overTls(String host) {
    return switch (table.tls(host)) {
      case TlsDecision.Reject(TlsDecision.Reason _) ->
          end(
              Verdict.NO_CERTIFICATE,
              "No certificate of the node covers the host, so the TLS handshake is refused",
              Optional.of(host),
              path());
      case TlsDecision.Passthrough(PassthroughRoute route) -> passedThrough(route, host);
      case TlsDecision.Terminate terminate ->
          inClear(host, Optional.of(terminate.certificate().fingerprint()));
    };
  }

  private RouteExplanation passedThrough(PassthroughRoute route, String host) {
    View view =
        new View(
            url.toString(),
            method,
            listener,
            Optional.of(host),
            Optional.empty(),
            Optional.of(route.workload()),
            Optional.of(route.cluster().id()),
            route.cluster().endpoints().stream().map(RouteExplainer::text).toList(),
            Optional.empty(),
            Verdict.PASSED_THROUGH,
            "The workload " + route.workload() + " ends TLS itself and sees the whole URL");
    return new RouteExplanation(Optional.of(route.tenant()), view);
  }

  private RouteExplanation inClear(String host, Optional<String> certificate) {
    String raw = url.getRawPath();
    return switch (RequestPaths.normalise(raw == null || raw.isEmpty() ? "/" : raw)) {
      case PathDecision.Refuse(String reason) ->
          end(Verdict.REFUSED, reason, Optional.of(host), path());
      case PathDecision.Forward(String path) ->
          switch (table.match(host, path)) {
            case RouteMatch.NoHost _ ->
                end(
                    Verdict.NO_HOST,
                    "No workload that is served here names the host",
                    Optional.of(host),
                    Optional.of(path));
            case RouteMatch.NoPath _ -> noPath(host, path);
            case RouteMatch.Found(HttpRoute route, int _) -> found(route, host, path, certificate);
          };
    };
  }

  private RouteExplanation found(
      HttpRoute route, String host, String path, Optional<String> certificate) {
    boolean redirects = !isTls && route.visitors().redirectsInClear(path);
    View view =
        new View(
            url.toString(),
            method,
            listener,
            Optional.of(host),
            Optional.of(path),
            Optional.of(route.workload()),
            Optional.of(route.cluster().id()),
            route.cluster().endpoints().stream().map(RouteExplainer::text).toList(),
            certificate,
            redirects ? Verdict.REDIRECTED : Verdict.ROUTED,
            redirects
                ? "The workload sends visitors in clear to https"
                : "The workload "
                    + route.workload()
                    + " answers under "
                    + route.pathPrefix()
                    + (isTls ? overTls(route.visitors().tls()) : ""));
    return new RouteExplanation(Optional.of(route.tenant()), view);
  }

  private static String overTls(TlsPolicy policy) {
    String version =
        switch (policy.minVersion()) {
          case TLS_1_2 -> "1.2";
          case TLS_1_3 -> "1.3";
        };
    String certificates =
        switch (policy.clientCertificates()) {
          case ClientCertificates.Off _ -> "";
          case ClientCertificates.Optional _ -> ", to visitors with a certificate or without";
          case ClientCertificates.Required _ -> ", to visitors with a certificate only";
        };
    return " over TLS " + version + " or newer" + certificates;
  }

  /** A workload that was left out of the host may be why; its owner is told. */
  private RouteExplanation noPath(String host, String path) {
    String reason = "The host is served, but no path prefix fits";
    RouteExplanation plain = end(Verdict.NO_PATH, reason, Optional.of(host), Optional.of(path));
    return table.problems().stream()
        .filter(RouteProblem.TlsPolicyConflict.class::isInstance)
        .map(RouteProblem.TlsPolicyConflict.class::cast)
        .filter(conflict -> HostNames.covers(conflict.host(), host))
        .findFirst()
        .map(conflict -> leftOut(conflict, plain.view(), reason))
        .orElse(plain);
  }

  private RouteExplanation leftOut(
      RouteProblem.TlsPolicyConflict conflict, View plain, String reason) {
    View view =
        new View(
            plain.url(),
            plain.method(),
            plain.listener(),
            plain.host(),
            plain.path(),
            Optional.of(conflict.dropped()),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            plain.verdict(),
            reason
                + ": "
                + conflict.dropped()
                + " is left out of it, because it wants TLS to be spoken otherwise than "
                + conflict.kept());
    return new RouteExplanation(table.tenantOf(conflict.dropped()), view);
  }

  private RouteExplanation end(
      Verdict verdict, String reason, Optional<String> host, Optional<String> path) {
    return new RouteExplanation(
        Optional.empty(),
        new View(
            url.toString(),
            method,
            listener,
            host,
            path,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            verdict,
            reason));
  }

  private Optional<String> path() {
    return Optional.ofNullable(url.getRawPath()).filter(path -> !path.isEmpty());
  }

  private static String text(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.Address address -> address.text() + " weight " + address.weight();
    };
  }
}
