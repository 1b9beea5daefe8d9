package io.webgateway.bench.change;

/**
 * The end of a backend.
 *
 * @param backend its name
 * @param atNanos just before it ended
 * @param overNanos when the gateway had been told of the next one; until then {@link
 *     Long#MAX_VALUE}
 */
record Death(String backend, long atNanos, long overNanos) {}
