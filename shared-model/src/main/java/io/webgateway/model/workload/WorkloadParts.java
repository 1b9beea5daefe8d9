package io.webgateway.model.workload;

import io.webgateway.model.identity.IdentityId;

/**
 * The two halves of a workload.
 *
 * @param open what everybody may see
 * @param sealed what only the assigned pools may see
 */
public record WorkloadParts(PublicPart open, SealedPart sealed) {
  private static final String ROOT_PATH = "/";

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
              new PublicPart.HttpService(w.hosts()), sealed(w, owner, w.pathPrefix(), w.http()));
      case Workload.TlsPassthrough w ->
          new WorkloadParts(new PublicPart.TlsPassthrough(w.hosts()), sealed(w, owner));
      case Workload.TcpForward w ->
          new WorkloadParts(new PublicPart.TcpForward(w.port()), sealed(w, owner));
      case Workload.UdpForward w ->
          new WorkloadParts(new PublicPart.UdpForward(w.port()), sealed(w, owner));
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
              sealed.timeouts());
      case PublicPart.TlsPassthrough p ->
          new Workload.TlsPassthrough(placement, p.hosts(), sealed.backends(), sealed.timeouts());
      case PublicPart.TcpForward p ->
          new Workload.TcpForward(placement, p.number(), sealed.backends(), sealed.timeouts());
      case PublicPart.UdpForward p ->
          new Workload.UdpForward(placement, p.number(), sealed.backends(), sealed.timeouts());
    };
  }

  private static SealedPart sealed(Workload workload, IdentityId owner) {
    return sealed(workload, owner, ROOT_PATH, HttpSettings.DEFAULT);
  }

  private static SealedPart sealed(
      Workload workload, IdentityId owner, String pathPrefix, HttpSettings http) {
    return new SealedPart(
        workload.placement().path(),
        owner,
        pathPrefix,
        http,
        workload.backends(),
        workload.timeouts());
  }
}
