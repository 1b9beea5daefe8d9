package io.webgateway.agent.reconcile;

import io.webgateway.agent.certificate.CertificateDesk.Provision;
import io.webgateway.agent.proxy.ApplyReport;
import io.webgateway.agent.proxy.listener.ListenerState;
import io.webgateway.agent.routing.RouteProblem;
import io.webgateway.model.name.HostPattern;
import io.webgateway.model.status.Condition;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import java.time.Instant;
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

  /** Of a workload that is served. */
  List<Condition> of(String path, Set<HostPattern> hosts, Provision provision, ApplyReport report) {
    return taken(path, certificate(hosts, provision), report);
  }

  /** Of a workload whose TLS is passed through. */
  List<Condition> ofPassedThrough(String path, ApplyReport report) {
    Condition notNeeded =
        condition(
            ConditionType.CERTIFICATE_READY,
            ConditionStatus.TRUE,
            "NotNeeded",
            "TLS ends at the backend, with the backend's own certificate");
    return taken(path, notNeeded, report);
  }

  private List<Condition> taken(String path, Condition certificate, ApplyReport report) {
    return List.of(
        condition(
            ConditionType.ACCEPTED, ConditionStatus.TRUE, "Accepted", "The node has taken it"),
        unknown(ConditionType.DNS_READY, NOT_CHECKED),
        certificate,
        unknown(ConditionType.BACKENDS_HEALTHY, NOT_CHECKED),
        serving(path, report));
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

  private Condition serving(String path, ApplyReport report) {
    Optional<String> conflict =
        report.problems().stream().flatMap(p -> fault(p, path).stream()).findFirst();
    if (conflict.isPresent()) {
      return condition(
          ConditionType.SERVING, ConditionStatus.FALSE, "RouteConflict", conflict.get());
    }
    String failures =
        report.listeners().entrySet().stream()
            .filter(entry -> entry.getValue() instanceof ListenerState.Failed)
            .map(
                entry ->
                    entry.getKey() + ": " + ((ListenerState.Failed) entry.getValue()).problem())
            .sorted()
            .collect(Collectors.joining("; "));
    boolean anyBound =
        report.listeners().values().stream().anyMatch(ListenerState.Bound.class::isInstance);
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
