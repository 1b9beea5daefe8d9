/**
 * Benchmarks of the gateway against real peers on the same machine. Start at {@code Bench}. Run
 * straight from these sources by {@code bench/run}; knows the gateway only by its command line and
 * its ports, and imports nothing of the agent.
 */
@NullMarked
package io.webgateway.bench;

import org.jspecify.annotations.NullMarked;
