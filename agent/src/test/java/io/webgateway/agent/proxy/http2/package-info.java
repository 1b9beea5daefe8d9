/** Tests of HTTP/2 on the wire, without a network. */
@NullMarked
package io.webgateway.agent.proxy.http2;

import org.jspecify.annotations.NullMarked;
