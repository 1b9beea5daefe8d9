package io.webgateway.agent.reconcile;

import io.webgateway.agent.routing.edit.EditEnds;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.model.workload.Workload;
import java.util.Optional;

/** What an edit would end here, decided as the next round would decide it. Pure. */
public final class EditPreview {
  private EditPreview() {}

  /**
   * Decides.
   *
   * @param before what is served
   * @param after what would be; empty when the workload is taken back
   * @param pool the domain of the node's pool
   */
  public static EditEnds ends(Workload before, Optional<Workload> after, String pool) {
    return EditEnds.of(before, after, pool, EditPreview::tls);
  }

  private static TlsPolicy tls(Workload.HttpService http) {
    return TlsWords.visitors(
        http.http().tls().minVersion(), http.http().tls().clientCertificates());
  }
}
