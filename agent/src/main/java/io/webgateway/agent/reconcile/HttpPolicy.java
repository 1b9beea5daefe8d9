package io.webgateway.agent.reconcile;

import io.webgateway.agent.routing.policy.ClientCertificates;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.TlsVersion;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamTls;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.PlainHttpPolicy;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.wire.pem.CertificatePem;
import io.webgateway.wire.pem.KeyPem;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * What a workload asks of HTTP, in the words of the data plane. Pure.
 *
 * @param visitors how its visitors are met
 * @param upstream what is spoken with its backends
 */
record HttpPolicy(VisitorPolicy visitors, UpstreamProtocol upstream) {

  /**
   * Reads settings in which the rules have found no fault.
   *
   * @throws IllegalArgumentException when they would have found one
   */
  static HttpPolicy of(HttpSettings settings) {
    return new HttpPolicy(
        new VisitorPolicy(
            plainHttp(settings.plainHttp()),
            new TlsPolicy(
                version(settings.tls().minVersion()), clients(settings.tls().clientCertificates())),
            settings.tls().hsts().fieldValue()),
        new UpstreamProtocol(http(settings.backend().http()), tls(settings.backend().tls())));
  }

  private static VisitorPolicy.PlainHttp plainHttp(PlainHttpPolicy policy) {
    return switch (policy) {
      case REDIRECT -> VisitorPolicy.PlainHttp.REDIRECT;
      case SERVE -> VisitorPolicy.PlainHttp.SERVE;
      case PASS_ACME -> VisitorPolicy.PlainHttp.PASS_ACME;
    };
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

  private static UpstreamProtocol.HttpVersion http(BackendProtocol.Http version) {
    return switch (version) {
      case HTTP_1 -> UpstreamProtocol.HttpVersion.HTTP_1_1;
      case HTTP_2 -> UpstreamProtocol.HttpVersion.HTTP_2;
    };
  }

  private static UpstreamTls tls(BackendTls tls) {
    return switch (tls) {
      case BackendTls.Off _ -> new UpstreamTls.Off();
      case BackendTls.On on ->
          new UpstreamTls.On(
              trust(on.trust()), on.serverName(), on.client().map(HttpPolicy::identity));
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
