/**
 * Which endpoint gets the next request, connection or flow, pure: time and chance are handed in, no
 * sockets, no HTTP. Start at {@code ClusterState}: one per cluster, shared by all event loops
 * without locks. {@code Standing} is what is known of one endpoint, {@code Plan} who gets traffic
 * because of it, and {@code Wheel}, {@code LeastRequests} and {@code Rendezvous} are the methods.
 */
@NullMarked
package io.webgateway.agent.routing.balance;

import org.jspecify.annotations.NullMarked;
