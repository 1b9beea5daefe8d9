package io.webgateway.model.ledger;

import java.time.Instant;

/**
 * What an operator says of a record: accepted, at this time. Two receipts for one key and version
 * with different hashes prove fraud.
 *
 * @param ledger the ledger's id
 * @param key the record's key
 * @param version the record's version
 * @param hash the record's hash
 * @param time when it was accepted, in microseconds, later than every receipt before; terms are
 *     counted from here
 */
public record Receipt(String ledger, RecordKey key, long version, String hash, Instant time) {}
