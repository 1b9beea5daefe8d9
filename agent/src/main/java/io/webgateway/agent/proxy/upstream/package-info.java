/**
 * Connections to backends: resolved, checked by policy, opened with TLS where a cluster says so,
 * kept per event loop, tenant, endpoint and protocol. An exchange asks {@code Upstreams} for a way:
 * with HTTP/1.1 that is a connection of its own for the time being ({@code Http1Upstream}), with
 * HTTP/2 a place on a shared one ({@code Http2Pool}, {@code Http2Backend}, {@code BackendStream}).
 */
@NullMarked
package io.webgateway.agent.proxy.upstream;

import org.jspecify.annotations.NullMarked;
