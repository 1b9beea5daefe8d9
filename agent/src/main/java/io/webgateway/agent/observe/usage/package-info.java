/**
 * What workloads use, kept for statements: {@code UsageMeters} counts while traffic moves, {@code
 * UsageBook} writes what was counted every few seconds, by the hour. Must not look at clocks.
 */
@NullMarked
package io.webgateway.agent.observe.usage;

import org.jspecify.annotations.NullMarked;
