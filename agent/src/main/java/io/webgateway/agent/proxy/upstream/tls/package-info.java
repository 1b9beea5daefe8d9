/**
 * TLS with backends: {@code BackendTlsContexts} keeps a context per protocol that a table uses,
 * {@code BackendHandshake} opens one connection with it and says why when it cannot. Trust is by
 * authorities and name, or by pinned key; there is no third way and no fallback to clear text.
 */
@NullMarked
package io.webgateway.agent.proxy.upstream.tls;

import org.jspecify.annotations.NullMarked;
