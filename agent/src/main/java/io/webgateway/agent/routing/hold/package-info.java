/**
 * Who waits while no backend can be reached, pure: start at {@code WaitingRoom}, one per workload
 * and event loop; {@code HoldTally} is what those of a workload share and what people are told. It
 * knows nothing of HTTP, TCP or sockets. Imports {@code model} only.
 */
@NullMarked
package io.webgateway.agent.routing.hold;

import org.jspecify.annotations.NullMarked;
