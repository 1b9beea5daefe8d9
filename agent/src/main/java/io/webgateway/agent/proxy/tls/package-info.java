/**
 * TLS by server name: {@code ClientHelloRouter} asks the live table, {@code TlsContexts} caches a
 * context per identity, {@code ClientTrust} verifies visitors' certificates, {@code TicketSecrets}
 * gives the keys of session tickets, {@code TlsGate} lets in or reports what was refused.
 */
@NullMarked
package io.webgateway.agent.proxy.tls;

import org.jspecify.annotations.NullMarked;
