/**
 * Connections to backends: resolved, checked by policy, opened, pooled per event loop, tenant and
 * endpoint. Start at {@code UpstreamConnector} and {@code UpstreamConnection}.
 */
@NullMarked
package io.webgateway.agent.proxy.upstream;

import org.jspecify.annotations.NullMarked;
