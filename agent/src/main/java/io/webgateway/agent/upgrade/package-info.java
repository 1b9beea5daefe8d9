/**
 * How one process of the agent gives way to the next without losing a connection. {@link
 * io.webgateway.agent.upgrade.Handover} decides, purely; {@link
 * io.webgateway.agent.upgrade.Predecessor} and {@link io.webgateway.agent.upgrade.Successor} are
 * the two sides of the conversation. Knows nothing of the ledger: what is closed and opened is
 * handed in.
 */
@NullMarked
package io.webgateway.agent.upgrade;

import org.jspecify.annotations.NullMarked;
