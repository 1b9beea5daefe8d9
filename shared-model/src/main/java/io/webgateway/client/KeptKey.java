package io.webgateway.client;

import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.Workload;
import java.util.Optional;

/** Puts a private key that a definition says is kept back into it. */
final class KeptKey {
  private KeptKey() {}

  /**
   * The definition with the key of the published one; as it was when there is nothing to keep, or
   * the published one cannot be read.
   *
   * @param workload what is to be published
   * @param published what is published, as far as the signer can read it
   */
  static Workload in(Workload workload, Optional<Workload> published) {
    if (key(workload).filter(BackendTls.Key.Kept.class::isInstance).isEmpty()) {
      return workload;
    }
    return published.flatMap(KeptKey::key).map(key -> with(workload, key)).orElse(workload);
  }

  private static Optional<BackendTls.Key> key(Workload workload) {
    return switch (workload) {
      case Workload.HttpService http -> http.http().backend().tls().key();
      case Workload.TcpForward tcp -> tcp.tcp().backend().key();
      case Workload.TlsPassthrough _, Workload.UdpForward _ -> Optional.empty();
    };
  }

  private static Workload with(Workload workload, BackendTls.Key key) {
    return switch (workload) {
      case Workload.HttpService http ->
          new Workload.HttpService(
              http.placement(),
              http.hosts(),
              http.pathPrefix(),
              http.http().with(http.http().backend().with(key)),
              http.backends(),
              http.timeouts(),
              http.policy());
      case Workload.TcpForward tcp ->
          new Workload.TcpForward(
              tcp.placement(),
              tcp.port(),
              tcp.tcp().with(key),
              tcp.backends(),
              tcp.timeouts(),
              tcp.policy());
      case Workload.TlsPassthrough _, Workload.UdpForward _ -> workload;
    };
  }

  static RefusedException unreadable() {
    return Problems.refused(
        422,
        "no-key-to-keep",
        "/backendTls/key",
        "There is no published key to keep, or it cannot be read with the keys of this device",
        "Write the key in PEM, or leave certificate and key out");
  }
}
