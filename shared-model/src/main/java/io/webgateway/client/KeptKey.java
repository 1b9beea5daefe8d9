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
    if (!(workload instanceof Workload.HttpService http) || !keeps(http)) {
      return workload;
    }
    return published
        .filter(Workload.HttpService.class::isInstance)
        .flatMap(there -> ((Workload.HttpService) there).http().backend().tls().key())
        .<Workload>map(
            key ->
                new Workload.HttpService(
                    http.placement(),
                    http.hosts(),
                    http.pathPrefix(),
                    http.http().with(http.http().backend().with(key)),
                    http.backends(),
                    http.timeouts(),
                    http.policy()))
        .orElse(workload);
  }

  private static boolean keeps(Workload.HttpService http) {
    return http.http()
        .backend()
        .tls()
        .key()
        .filter(BackendTls.Key.Kept.class::isInstance)
        .isPresent();
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
