package io.webgateway.agent.observe.usage;

/**
 * Whose usage it is.
 *
 * @param workload {@code <label>/<id>}
 * @param tenant the owner's identity id
 */
public record UsageKey(String workload, String tenant) {}
