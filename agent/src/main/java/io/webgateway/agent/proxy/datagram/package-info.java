/**
 * Datagrams: {@code DatagramPort} is a listener, {@code PortFlows} its flows on one event loop,
 * which asks the flow table of {@code routing.flow} for every decision and carries it out. Imports
 * {@code upstream} and {@code transport} of the data plane.
 */
@NullMarked
package io.webgateway.agent.proxy.datagram;

import org.jspecify.annotations.NullMarked;
