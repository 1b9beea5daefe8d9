package io.webgateway.agent.routing.policy;

/**
 * How TLS is spoken with the visitors of a host. It belongs to the host: workloads that share a
 * host by path share it too, and a connection opened under one policy carries no request for a host
 * with another.
 *
 * @param minVersion older ones are refused
 * @param clientCertificates whether visitors show one
 */
public record TlsPolicy(TlsVersion minVersion, ClientCertificates clientCertificates) {
  /** TLS 1.2 or newer, no client certificates. */
  public static final TlsPolicy DEFAULT =
      new TlsPolicy(TlsVersion.TLS_1_2, new ClientCertificates.Off());
}
