/**
 * What one process of the agent hands to the next: listening sockets, and the datagrams of flows
 * that the older one goes on serving. Start at {@link
 * io.webgateway.agent.proxy.succession.InheritedSockets} and {@link
 * io.webgateway.agent.proxy.succession.FlowCrossing}. Knows nothing of routes.
 */
@NullMarked
package io.webgateway.agent.proxy.succession;

import org.jspecify.annotations.NullMarked;
