package io.webgateway.model.workload;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.workload.policy.TrafficPolicy;

/**
 * The two halves of a workload.
 *
 * @param open what everybody may see
 * @param sealed what only the assigned pools may see
 */
public record WorkloadParts(PublicPart open, SealedPart sealed) {
  private static final String ROOT_PATH = "/";
  private static final HttpSettings NO_HTTP = HttpSettings.DEFAULT;
  private static final TcpSettings NO_TCP = TcpSettings.DEFAULT;
  private static final UdpSettings NO_UDP = UdpSettings.DEFAULT;

  /**
   * Splits a definition.
   *
   * @param workload the definition
   * @param owner whose workload it is: who signs its record
   */
  public static WorkloadParts of(Workload workload, IdentityId owner) {
    return switch (workload) {
      case Workload.HttpService w ->
          new WorkloadParts(
              new PublicPart.HttpService(w.hosts()),
              sealed(w, owner, new Own(w.pathPrefix(), w.http(), NO_TCP, NO_UDP)));
      case Workload.TlsPassthrough w ->
          new WorkloadParts(
              new PublicPart.TlsPassthrough(w.hosts()),
              sealed(w, owner, new Own(ROOT_PATH, NO_HTTP, NO_TCP, NO_UDP)));
      case Workload.TcpForward w ->
          new WorkloadParts(
              new PublicPart.TcpForward(w.port()),
              sealed(w, owner, new Own(ROOT_PATH, NO_HTTP, w.tcp(), NO_UDP)));
      case Workload.UdpForward w ->
          new WorkloadParts(
              new PublicPart.UdpForward(w.port()),
              sealed(w, owner, new Own(ROOT_PATH, NO_HTTP, NO_TCP, w.udp())));
    };
  }

  /** Puts a definition together again. */
  public Workload join(Placement placement) {
    return switch (open) {
      case PublicPart.HttpService p ->
          new Workload.HttpService(
              placement,
              p.hosts(),
              sealed.pathPrefix(),
              sealed.http(),
              sealed.backends(),
              sealed.timeouts(),
              sealed.policy());
      case PublicPart.TlsPassthrough p ->
          new Workload.TlsPassthrough(
              placement, p.hosts(), sealed.backends(), sealed.timeouts(), sealed.policy());
      case PublicPart.TcpForward p ->
          new Workload.TcpForward(
              placement,
              p.number(),
              sealed.tcp(),
              sealed.backends(),
              sealed.timeouts(),
              sealed.policy());
      case PublicPart.UdpForward p ->
          new Workload.UdpForward(
              placement, p.number(), sealed.udp(), sealed.backends(), sealed.timeouts(), policy());
    };
  }

  /**
   * How traffic is spread, checked, repeated and bounded. A UdpForward from before there were
   * policies has none written down, and was never checked: nothing can be connected to there.
   */
  public TrafficPolicy policy() {
    return open instanceof PublicPart.UdpForward && sealed.policy().equals(TrafficPolicy.DEFAULT)
        ? TrafficPolicy.UNCHECKED
        : sealed.policy();
  }

  /** What only one kind has; the default elsewhere. */
  private record Own(String pathPrefix, HttpSettings http, TcpSettings tcp, UdpSettings udp) {}

  private static SealedPart sealed(Workload workload, IdentityId owner, Own own) {
    return new SealedPart(
        workload.placement().path(),
        owner,
        own.pathPrefix(),
        own.http(),
        own.tcp(),
        own.udp(),
        workload.backends(),
        workload.timeouts(),
        workload.policy());
  }
}
