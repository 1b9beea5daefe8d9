package io.webgateway.agent.reconcile;

import io.webgateway.agent.certificate.CertificateDesk.Provision;
import io.webgateway.agent.proxy.ApplyReport;
import io.webgateway.agent.proxy.listener.ListenerState;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.RouteProblem;
import io.webgateway.agent.routing.drain.DrainProgress;
import io.webgateway.model.name.HostPattern;
import io.webgateway.model.name.PortProtocol;
import io.webgateway.model.status.Condition;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What came of a workload, as conditions. Pure. What nothing has checked is Unknown. */
final class Conditions {
  private static final String NOT_CHECKED = "NotChecked";
  private static final String NOT_ACCEPTED = "NotAccepted";

  private final Instant now;

  Conditions(Instant now) {
    this.now = now;
  }

  /** Of a workload that is not served. */
  List<Condition> of(Service.Withhold withheld) {
    return List.of(
        condition(
            ConditionType.ACCEPTED, ConditionStatus.FALSE, withheld.code(), withheld.message()),
        unknown(ConditionType.DNS_READY, NOT_ACCEPTED),
        unknown(ConditionType.CERTIFICATE_READY, NOT_ACCEPTED),
        unknown(ConditionType.BACKENDS_HEALTHY, NOT_ACCEPTED),
        condition(
            ConditionType.SERVING,
            ConditionStatus.FALSE,
            NOT_ACCEPTED,
            "Nothing is routed to a workload that is not accepted"));
  }

  /**
   * Of a workload that is served.
   *
   * @param path its name
   * @param service how it is served
   * @param provision what certificates its owner has
   * @param outcome what the data plane made of it
   */
  List<Condition> of(
      String path, Service service, Provision provision, ConditionTeller.Outcome outcome) {
    return List.of(
        condition(
            ConditionType.ACCEPTED, ConditionStatus.TRUE, "Accepted", "The node has taken it"),
        unknown(ConditionType.DNS_READY, NOT_CHECKED),
        certificate(service, provision),
        outcome
            .backends()
            .map(health -> BackendsCondition.of(health, now))
            .orElseGet(() -> unknown(ConditionType.BACKENDS_HEALTHY, NOT_CHECKED)),
        drained(paused(serving(path, service, outcome.report()), service), outcome.drain()));
  }

  private Condition paused(Condition serving, Service service) {
    boolean isPaused =
        switch (service) {
          case Service.Serve serve -> serve.workload().policy().pause().isOn();
          case Service.Pass pass -> pass.workload().policy().pause().isOn();
          case Service.ForwardTcp tcp -> tcp.workload().policy().pause().isOn();
          case Service.ForwardUdp udp -> udp.workload().policy().pause().isOn();
          case Service.Withhold _, Service.End _ -> false;
        };
    return isPaused && serving.status() == ConditionStatus.TRUE
        ? condition(
            ConditionType.SERVING,
            ConditionStatus.FALSE,
            "Paused",
            "Its owner has closed it for a while: visitors who come are told so")
        : serving;
  }

  /** It serves until the last has left, and whoever comes; but it should not be sent anybody. */
  private Condition drained(Condition serving, Optional<DrainProgress> drain) {
    if (serving.status() != ConditionStatus.TRUE || drain.isEmpty()) {
      return serving;
    }
    return condition(
        ConditionType.SERVING,
        ConditionStatus.TRUE,
        "Draining",
        "Its visitors are asked to leave this node; what is left at "
            + drain.get().until().truncatedTo(ChronoUnit.SECONDS)
            + " is cut");
  }

  private Condition certificate(Service service, Provision provision) {
    Set<HostPattern> hosts = RoutePicture.terminated(service);
    if (!hosts.isEmpty()) {
      return certificate(hosts, provision);
    }
    return condition(
        ConditionType.CERTIFICATE_READY,
        ConditionStatus.TRUE,
        "NotNeeded",
        service instanceof Service.ForwardUdp
            ? "Datagrams are not looked at"
            : "TLS ends at the backend, with the backend's own certificate");
  }

  private Condition certificate(Set<HostPattern> hosts, Provision provision) {
    return provision.shortages().stream()
        .filter(shortage -> hosts.contains(shortage.host()))
        .findFirst()
        .map(
            shortage ->
                condition(
                    ConditionType.CERTIFICATE_READY,
                    ConditionStatus.FALSE,
                    camel(shortage.code()),
                    shortage.host() + ": " + shortage.reason()))
        .orElseGet(
            () ->
                condition(
                    ConditionType.CERTIFICATE_READY,
                    ConditionStatus.TRUE,
                    "Ready",
                    "There is a certificate for every host"));
  }

  private Condition serving(String path, Service service, ApplyReport report) {
    Optional<String> conflict =
        report.problems().stream().flatMap(p -> fault(p, path).stream()).findFirst();
    if (conflict.isPresent()) {
      return condition(
          ConditionType.SERVING, ConditionStatus.FALSE, "RouteConflict", conflict.get());
    }
    return switch (service) {
      case Service.ForwardTcp tcp ->
          forwarding(Listener.portName(PortProtocol.TCP, tcp.workload().port()), report);
      case Service.ForwardUdp udp ->
          forwarding(Listener.portName(PortProtocol.UDP, udp.workload().port()), report);
      case Service.Serve _, Service.Pass _, Service.Withhold _, Service.End _ -> serving(report);
    };
  }

  /** Of a workload that has a listener of its own. */
  private Condition forwarding(String listener, ApplyReport report) {
    return switch (report.listeners().get(listener)) {
      case ListenerState.Bound bound ->
          condition(
              ConditionType.SERVING,
              ConditionStatus.TRUE,
              "Serving",
              "Its port is bound: "
                  + listener
                  + " at "
                  + bound.address().getAddress().getHostAddress());
      case ListenerState.Failed failed ->
          condition(
              ConditionType.SERVING,
              ConditionStatus.FALSE,
              "ListenerFailed",
              listener + ": " + failed.problem());
      case null ->
          condition(
              ConditionType.SERVING,
              ConditionStatus.FALSE,
              "NoListener",
              report.problems().stream()
                  .filter(RouteProblem.DuplicateListener.class::isInstance)
                  .map(RouteProblem.DuplicateListener.class::cast)
                  .filter(problem -> problem.name().equals(listener))
                  .map(problem -> listener + ": " + problem.reason())
                  .findFirst()
                  .orElse("This node is set up to forward no ports"));
    };
  }

  private Condition serving(ApplyReport report) {
    String failures =
        report.listeners().entrySet().stream()
            .filter(entry -> entry.getKey().indexOf('/') < 0)
            .filter(entry -> entry.getValue() instanceof ListenerState.Failed)
            .map(
                entry ->
                    entry.getKey() + ": " + ((ListenerState.Failed) entry.getValue()).problem())
            .sorted()
            .collect(Collectors.joining("; "));
    boolean anyBound =
        report.listeners().entrySet().stream()
            .filter(entry -> entry.getKey().indexOf('/') < 0)
            .anyMatch(entry -> entry.getValue() instanceof ListenerState.Bound);
    if (anyBound) {
      return condition(
          ConditionType.SERVING,
          ConditionStatus.TRUE,
          failures.isEmpty() ? "Serving" : "ServingInPart",
          failures.isEmpty() ? "Listeners route to it" : failures);
    }
    return condition(
        ConditionType.SERVING,
        ConditionStatus.FALSE,
        "ListenerFailed",
        failures.isEmpty() ? "The node has no listener" : failures);
  }

  private static Optional<String> fault(RouteProblem problem, String path) {
    return switch (problem) {
      case RouteProblem.DuplicateRoute d when d.dropped().equals(path) ->
          Optional.of(d.host() + d.pathPrefix() + " is taken by " + d.kept());
      case RouteProblem.DuplicateRoute _ -> Optional.empty();
      case RouteProblem.HostConflict c when c.dropped().equals(path) ->
          Optional.of(
              c.host() + " is taken by " + c.kept() + ": a host is ended here or passed through");
      case RouteProblem.HostConflict _ -> Optional.empty();
      case RouteProblem.TlsPolicyConflict c when c.dropped().equals(path) ->
          Optional.of(
              c.host()
                  + " speaks TLS with its visitors as "
                  + c.kept()
                  + " says: workloads that share a host need the same minimum version and the same"
                  + " client certificates");
      case RouteProblem.TlsPolicyConflict _ -> Optional.empty();
      case RouteProblem.InvalidRoute i when i.workload().equals(path) -> Optional.of(i.reason());
      case RouteProblem.InvalidRoute _ -> Optional.empty();
      case RouteProblem.PortConflict c when c.dropped().equals(path) ->
          Optional.of(c.listener() + " is taken by " + c.kept());
      case RouteProblem.PortConflict _ -> Optional.empty();
      case RouteProblem.DuplicateListener _ -> Optional.empty();
    };
  }

  private Condition unknown(ConditionType type, String reason) {
    String message =
        reason.equals(NOT_CHECKED) ? "Nothing has checked this" : "Not looked at before acceptance";
    return condition(type, ConditionStatus.UNKNOWN, reason, message);
  }

  private Condition condition(
      ConditionType type, ConditionStatus status, String reason, String message) {
    return new Condition(type, status, reason, message, now);
  }

  private static String camel(String code) {
    StringBuilder camel = new StringBuilder();
    for (String word : code.split("-", -1)) {
      if (!word.isEmpty()) {
        camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return camel.toString();
  }
}
