/**
 * TLS by server name: {@code ClientHelloRouter} asks the live table, {@code TlsContexts} caches a
 * context per certificate, {@code TlsGate} reports what was refused.
 */
@NullMarked
package io.webgateway.agent.proxy.tls;

import org.jspecify.annotations.NullMarked;
