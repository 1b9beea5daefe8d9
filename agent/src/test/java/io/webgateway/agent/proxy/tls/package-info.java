/** TLS decisions without a network. */
@NullMarked
package io.webgateway.agent.proxy.tls;

import org.jspecify.annotations.NullMarked;
