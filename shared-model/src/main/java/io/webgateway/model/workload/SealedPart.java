package io.webgateway.model.workload;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.List;
import java.util.Optional;

/**
 * What only the assigned pools may see of a workload.
 *
 * @param workload {@code <namespace>/<id>}, so that a sealed part cannot be passed off under
 *     another workload's record
 * @param owner whose workload it is, so that a later owner of the name cannot publish an earlier
 *     one's sealed part, which everybody can copy, and be let in to their backends
 * @param pathPrefix for HTTP; {@code /} elsewhere
 * @param http for HTTP; the default elsewhere
 * @param tcp for TcpForward; the default elsewhere
 * @param udp for UdpForward; the default elsewhere
 * @param backends where traffic goes
 * @param timeouts time limits
 * @param policy balancing, health, retries and limits
 */
public record SealedPart(
    String workload,
    IdentityId owner,
    String pathPrefix,
    HttpSettings http,
    TcpSettings tcp,
    UdpSettings udp,
    List<Backend> backends,
    Timeouts timeouts,
    TrafficPolicy policy) {

  /** Copies the list. */
  public SealedPart {
    backends = List.copyOf(backends);
  }

  /** A part of an HttpService or a TlsPassthrough with the usual traffic policy. */
  public SealedPart(
      String workload,
      IdentityId owner,
      String pathPrefix,
      HttpSettings http,
      List<Backend> backends,
      Timeouts timeouts) {
    this(
        workload,
        owner,
        pathPrefix,
        http,
        TcpSettings.DEFAULT,
        UdpSettings.DEFAULT,
        backends,
        timeouts,
        TrafficPolicy.DEFAULT);
  }

  /** The private key that is shown to backends, if there is one. */
  public Optional<BackendTls.Key> backendKey() {
    return http.backend().tls().key().or(tcp.backend()::key);
  }

  /** Whether this was sealed for that workload of that owner; nobody may serve it otherwise. */
  public boolean belongsTo(String path, IdentityId workloadOwner) {
    return workload.equals(path) && owner.equals(workloadOwner);
  }
}
