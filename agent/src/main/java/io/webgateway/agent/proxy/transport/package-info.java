/**
 * What the rest of the data plane stands on: event loops, deadlines, limits and the live table.
 * Imports no other package of the data plane.
 */
@NullMarked
package io.webgateway.agent.proxy.transport;

import org.jspecify.annotations.NullMarked;
