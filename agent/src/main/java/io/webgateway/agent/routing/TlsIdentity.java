package io.webgateway.agent.routing;

import io.webgateway.agent.routing.policy.TlsPolicy;

/**
 * What a TLS session is bound to: it is resumed, and a connection is shared, only where all of it
 * is the same.
 *
 * @param fingerprint of the certificate, as in {@link ServerCertificate}
 * @param tenant whose host it is; empty when no workload has it
 * @param policy how TLS is spoken with the host's visitors
 * @param purpose what is spoken inside
 */
public record TlsIdentity(
    String fingerprint, String tenant, TlsPolicy policy, TlsPurpose purpose) {}
