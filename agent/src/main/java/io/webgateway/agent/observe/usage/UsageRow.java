package io.webgateway.agent.observe.usage;

import java.time.Instant;

/**
 * What one workload used from a moment on, for as long as was asked.
 *
 * @param from the beginning of the hour, day or time that was asked for
 * @param key whose it is
 * @param totals how much
 */
public record UsageRow(Instant from, UsageKey key, UsageTotals totals) {}
