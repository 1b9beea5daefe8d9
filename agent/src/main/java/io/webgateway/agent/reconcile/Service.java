package io.webgateway.agent.reconcile;

import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.WorkloadParts;
import io.webgateway.rules.Consent;
import io.webgateway.rules.Hosts;
import io.webgateway.rules.Refusal;
import io.webgateway.rules.SealedPartRules;
import io.webgateway.rules.Serving;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether this node serves a workload, and how. Pure. */
sealed interface Service {

  /**
   * It is served: TLS ends here.
   *
   * @param workload its whole definition
   * @param hosts the hosts that it answers for here
   * @param http what it asks of HTTP
   */
  record Serve(Workload.HttpService workload, List<String> hosts, HttpPolicy http)
      implements Service {}

  /**
   * Its TLS connections are passed through.
   *
   * @param workload its whole definition
   * @param hosts the server names that it answers for here
   */
  record Pass(Workload.TlsPassthrough workload, List<String> hosts) implements Service {}

  /**
   * The connections of a port are forwarded.
   *
   * @param workload its whole definition
   * @param host what TLS is ended for, if it is
   * @param tcp what it asks of TCP
   */
  record ForwardTcp(Workload.TcpForward workload, String host, TcpPolicy tcp) implements Service {}

  /**
   * The datagrams of a port are forwarded.
   *
   * @param workload its whole definition
   */
  record ForwardUdp(Workload.UdpForward workload) implements Service {}

  /**
   * It is not, though it could be: its owner sees why.
   *
   * @param code the reason of Accepted=False
   * @param message a sentence for the owner
   */
  record Withhold(String code, String message) implements Service {}

  /** It has ended here: taken back, moved away, or its name is no longer its owner's. */
  record End() implements Service {}

  /**
   * Decides.
   *
   * @param subject what is believed
   * @param refusedBackend why a backend address is refused here, if it is
   * @param now by this node's clock
   */
  static Service of(
      Subject subject, Function<String, Optional<String>> refusedBackend, Instant now) {
    if (hasEnded(subject, now)) {
      return new End();
    }
    return switch (Consent.of(
        subject.domain(), subject.pool(), subject.grant(), subject.workload())) {
      case Consent.Withheld withheld -> new Withhold(withheld.code(), withheld.reason());
      case Consent.Given given -> opened(subject, refusedBackend);
    };
  }

  private static boolean hasEnded(Subject subject, Instant now) {
    if (subject.body().deleted() || !subject.body().pools().contains(subject.domain())) {
      return true;
    }
    return subject
        .name()
        .map(name -> Serving.of(name, subject.workload(), subject.parameters(), now))
        .map(Serving.Ended.class::isInstance)
        .orElse(true);
  }

  private static Service opened(
      Subject subject, Function<String, Optional<String>> refusedBackend) {
    if (subject.sealed().isEmpty()) {
      return new Withhold(
          "SealedPartUnreadable", "The sealed part is missing, or was not sealed to this pool");
    }
    OpenedPart opened = subject.sealed().get();
    List<Refusal> faults =
        SealedPartRules.ofAnother(opened.part(), subject.path(), subject.owner());
    return switch (opened) {
      case OpenedPart.Bad bad -> invalid(bad.faults().getFirst());
      case OpenedPart.Good good when !faults.isEmpty() -> invalid(faults.getFirst());
      case OpenedPart.Good good -> opened(subject, good, refusedBackend);
    };
  }

  private static Withhold invalid(Refusal fault) {
    return new Withhold("SealedPartInvalid", fault.pointer() + ": " + fault.fault());
  }

  private static Service opened(
      Subject subject, OpenedPart.Good opened, Function<String, Optional<String>> refusedBackend) {
    Placement placement =
        new Placement(
            subject.segments().getFirst(), subject.segments().getLast(), subject.body().pools());
    Workload workload = new WorkloadParts(subject.body().spec(), opened.part()).join(placement);
    Optional<Withhold> refused = refusedOf(workload, refusedBackend);
    if (refused.isPresent()) {
      return refused.get();
    }
    return switch (workload) {
      case Workload.HttpService http ->
          proved(subject, hosts -> new Serve(http, hosts, opened.http()));
      case Workload.TlsPassthrough tls -> proved(subject, hosts -> new Pass(tls, hosts));
      case Workload.TcpForward tcp ->
          new ForwardTcp(tcp, placement.namespace() + "." + subject.domain(), opened.tcp());
      case Workload.UdpForward udp -> new ForwardUdp(udp);
    };
  }

  private static Optional<Withhold> refusedOf(
      Workload workload, Function<String, Optional<String>> refusedBackend) {
    for (Backend backend : workload.backends()) {
      Optional<String> refusal = refusedBackend.apply(backend.address());
      if (refusal.isPresent()) {
        return Optional.of(
            new Withhold("BackendRefused", backend.address() + ": " + refusal.get()));
      }
    }
    return Optional.empty();
  }

  private static Service proved(Subject subject, Function<List<String>, Service> served) {
    String namespace = subject.segments().getFirst();
    List<String> hosts =
        Hosts.on(subject.domain(), subject.body().pools(), namespace, subject.body().spec());
    // A claim on the ledger says who came first, not whose the domain is; nothing here checks that.
    return hosts.stream()
        .filter(host -> !Hosts.isUnder(host, namespace, subject.domain()))
        .findFirst()
        .<Service>map(Service::unproved)
        .orElseGet(() -> served.apply(hosts));
  }

  private static Withhold unproved(String host) {
    return new Withhold(
        "DomainNotProved",
        host + ": this version of the agent cannot check whose a domain is, so it serves none");
  }
}
