package io.webgateway.model.ledger;

import io.webgateway.model.identity.IdentityId;

/**
 * Who signed a record, and under which version of that identity's record. Naming the version makes
 * "was this key still in force" a fact of the records instead of a comparison of clocks.
 *
 * @param identity the signing identity
 * @param version the version of its identity record that lists the signing key; 0 where the key
 *     speaks for itself (an identity's first record, genesis, a node's status)
 */
public record Signer(IdentityId identity, long version) {}
