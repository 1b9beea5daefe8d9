package io.webgateway.agent.proxy.tls;

import io.netty.handler.ssl.ClientAuth;
import io.webgateway.agent.routing.policy.ClientCertificates;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a policy asks of visitors, in the words of the TLS library.
 *
 * @param demand whether they show a certificate
 * @param authorities who may have issued it
 */
record ClientAuthority(ClientAuth demand, List<X509Certificate> authorities) {
  ClientAuthority {
    authorities = List.copyOf(authorities);
  }

  static ClientAuthority of(ClientCertificates certificates) {
    return switch (certificates) {
      case ClientCertificates.Off off -> new ClientAuthority(ClientAuth.NONE, List.of());
      case ClientCertificates.Optional asked ->
          new ClientAuthority(ClientAuth.OPTIONAL, asked.authorities());
      case ClientCertificates.Required required ->
          new ClientAuthority(ClientAuth.REQUIRE, required.authorities());
    };
  }
}
