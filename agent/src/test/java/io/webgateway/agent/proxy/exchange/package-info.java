/** Decisions of exchanges without sockets: time limits. */
@NullMarked
package io.webgateway.agent.proxy.exchange;

import org.jspecify.annotations.NullMarked;
