package io.webgateway.agent.proxy.exchange;

import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.agent.proxy.limit.WorkloadTraffic;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.RouteMatch;
import io.webgateway.model.traffic.CompletionReason;

/** Whether a well-formed request goes to a backend, decided from the current table alone. */
sealed interface Admission {
  /**
   * It goes to a cluster.
   *
   * @param route the one it matched
   * @param traffic what is kept of its workload
   */
  record Enter(HttpRoute route, WorkloadTraffic traffic) implements Admission {}

  /**
   * The gateway answers itself.
   *
   * @param answer what
   */
  record Answer(GatewayAnswer answer) implements Admission {}

  /** Decides. */
  static Admission decide(RequestHead request, ConnectionFacts facts, LiveTable.Snapshot table) {
    if (facts.isSecure()
        && !table.routes().mayShareConnection(facts.serverName(), request.host())) {
      return new Answer(GatewayAnswer.of(CompletionReason.MISDIRECTED));
    }
    return switch (table.routes().match(request.host(), request.path())) {
      case RouteMatch.NoHost noHost -> new Answer(GatewayAnswer.of(CompletionReason.NO_HOST));
      case RouteMatch.NoPath noPath -> new Answer(GatewayAnswer.of(CompletionReason.NO_PATH));
      case RouteMatch.Found found -> admit(found, request, facts, table);
    };
  }

  private static Admission admit(
      RouteMatch.Found found,
      RequestHead request,
      ConnectionFacts facts,
      LiveTable.Snapshot table) {
    HttpRoute route = found.route();
    // Whatever changed since the handshake, a route gets no request under another policy than its
    // own.
    if (facts.isSecure() && !facts.handshake().holdsUnder(route.visitors().tls())) {
      return new Answer(GatewayAnswer.of(CompletionReason.MISDIRECTED));
    }
    boolean redirects = !facts.isSecure() && route.visitors().redirectsInClear(request.path());
    if (!redirects) {
      return new Enter(route, table.workloads().get(found.number()));
    }
    int httpsPort = table.httpsPort();
    String port = httpsPort == 443 || httpsPort == 0 ? "" : ":" + httpsPort;
    String path = request.path().equals("*") ? "/" : request.path();
    return new Answer(
        GatewayAnswer.redirect("https://" + request.host() + port + path + request.query()));
  }
}
