/**
 * What the command line and both consoles speak to an agent with. Start at {@link
 * io.webgateway.client.Gateway}: it joins reading, signing and the calls of each area. Records are
 * signed here and their receipts verified here; an agent is believed only as far as signatures go.
 * Blocking; call it from a virtual thread where that matters. Must not import the agent.
 */
@NullMarked
package io.webgateway.client;

import org.jspecify.annotations.NullMarked;
