/**
 * One request and its answer, whatever versions of HTTP its two sides speak: start at {@code
 * Exchange}. {@code RequestDispatch} finds the backend, {@code ExchangeClock} keeps the time
 * limits, {@code ExchangeLifecycle} says how it ended. Everything here runs on the visitor's event
 * loop.
 */
@NullMarked
package io.webgateway.agent.proxy.exchange;

import org.jspecify.annotations.NullMarked;
