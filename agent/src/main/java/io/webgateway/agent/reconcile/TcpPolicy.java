package io.webgateway.agent.reconcile;

import io.webgateway.agent.routing.policy.StreamTls;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.model.workload.TcpSettings;
import java.util.Optional;

/**
 * What a workload asks of TCP, in the words of the data plane. Pure.
 *
 * @param visitors how TLS ends here; empty when it is not touched
 * @param upstream what is spoken with its backends
 */
record TcpPolicy(Optional<TlsPolicy> visitors, UpstreamProtocol upstream) {

  /**
   * Reads settings in which the rules have found no fault.
   *
   * @throws IllegalArgumentException when they would have found one
   */
  static TcpPolicy of(TcpSettings settings) {
    return new TcpPolicy(
        switch (settings.visitors()) {
          case TcpSettings.VisitorSide.Untouched _ -> Optional.empty();
          case TcpSettings.VisitorSide.Terminated ended ->
              Optional.of(TlsWords.visitors(ended.minVersion(), ended.clientCertificates()));
        },
        UpstreamProtocol.withoutHttp(TlsWords.backend(settings.backend())));
  }

  /** The same for one host. */
  StreamTls tls(String host) {
    return visitors
        .<StreamTls>map(policy -> new StreamTls.Terminated(host, policy))
        .orElseGet(StreamTls.Untouched::new);
  }
}
