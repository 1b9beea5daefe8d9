/**
 * HTTP/2 on the wire as the gateway reads it on the visitors' side: frames stricter than Netty's
 * codec, floods counted, fields in the one form that both versions share. Knows nothing of
 * exchanges. Start at {@code Http2Wire}; imports {@code http} only.
 */
@NullMarked
package io.webgateway.agent.proxy.http2;

import org.jspecify.annotations.NullMarked;
