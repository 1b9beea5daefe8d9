package io.webgateway.agent.reconcile;

import io.webgateway.agent.routing.policy.ClientCertificates;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.TlsVersion;
import io.webgateway.agent.routing.policy.UpstreamTls;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.wire.pem.CertificatePem;
import io.webgateway.wire.pem.KeyPem;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/** What a workload asks of TLS, in the words of the data plane. Pure. */
final class TlsWords {
  private TlsWords() {}

  static TlsPolicy visitors(VisitorTls.Version minVersion, ClientCertificatePolicy clients) {
    return new TlsPolicy(version(minVersion), clients(clients));
  }

  private static TlsVersion version(VisitorTls.Version version) {
    return switch (version) {
      case TLS_1_2 -> TlsVersion.TLS_1_2;
      case TLS_1_3 -> TlsVersion.TLS_1_3;
    };
  }

  private static ClientCertificates clients(ClientCertificatePolicy policy) {
    return switch (policy) {
      case ClientCertificatePolicy.Off _ -> new ClientCertificates.Off();
      case ClientCertificatePolicy.Optional(String ca) ->
          new ClientCertificates.Optional(authorities(ca));
      case ClientCertificatePolicy.Required(String ca) ->
          new ClientCertificates.Required(authorities(ca));
    };
  }

  static UpstreamTls backend(BackendTls tls) {
    return switch (tls) {
      case BackendTls.Off _ -> new UpstreamTls.Off();
      case BackendTls.On on ->
          new UpstreamTls.On(
              trust(on.trust()), on.serverName(), on.client().map(TlsWords::identity));
    };
  }

  private static UpstreamTls.Trust trust(BackendTls.Trust trust) {
    return switch (trust) {
      case BackendTls.Trust.Authorities(String ca) ->
          new UpstreamTls.Trust.Authorities(authorities(ca));
      case BackendTls.Trust.Pins(List<String> sha256) ->
          new UpstreamTls.Trust.PinnedKeys(Set.copyOf(sha256));
    };
  }

  private static UpstreamTls.ClientIdentity identity(BackendTls.Credential credential) {
    String pem =
        switch (credential.key()) {
          case BackendTls.Key.Written(String text) -> text;
          case BackendTls.Key.Kept _ ->
              throw new IllegalArgumentException("A sealed part has its key in it");
        };
    return new UpstreamTls.ClientIdentity(
        CertificatePem.chain(credential.certificate()).orThrow(), KeyPem.read(pem).orThrow());
  }

  private static List<X509Certificate> authorities(String pem) {
    return CertificatePem.authorities(pem).orThrow();
  }
}
