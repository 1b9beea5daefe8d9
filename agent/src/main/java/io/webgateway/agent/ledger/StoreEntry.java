package io.webgateway.agent.ledger;

/**
 * One key's latest value in a {@link LedgerStore}.
 *
 * @param key the key, for example {@code name/blog}
 * @param value the stored bytes as text; for ledger objects the signed record, a line feed, and its
 *     receipt
 * @param revision the store revision of the commit that wrote this value; at least 1
 */
public record StoreEntry(String key, String value, long revision) {}
