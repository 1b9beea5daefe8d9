package io.webgateway.agent.reconcile;

import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.PlainHttpPolicy;

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
            TlsWords.visitors(settings.tls().minVersion(), settings.tls().clientCertificates()),
            settings.tls().hsts().fieldValue()),
        new UpstreamProtocol(
            http(settings.backend().http()), TlsWords.backend(settings.backend().tls())));
  }

  private static VisitorPolicy.PlainHttp plainHttp(PlainHttpPolicy policy) {
    return switch (policy) {
      case REDIRECT -> VisitorPolicy.PlainHttp.REDIRECT;
      case SERVE -> VisitorPolicy.PlainHttp.SERVE;
      case PASS_ACME -> VisitorPolicy.PlainHttp.PASS_ACME;
    };
  }

  private static UpstreamProtocol.HttpVersion http(BackendProtocol.Http version) {
    return switch (version) {
      case HTTP_1 -> UpstreamProtocol.HttpVersion.HTTP_1_1;
      case HTTP_2 -> UpstreamProtocol.HttpVersion.HTTP_2;
    };
  }
}
