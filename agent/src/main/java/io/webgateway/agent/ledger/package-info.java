/**
 * The ledger's store: the {@link io.webgateway.agent.ledger.LedgerStore} port (read, compare and
 * commit several keys at once, watch a range) and its engines in the packages below. The store
 * knows keys, bytes and revisions; what a record means is none of its business. Imports nothing
 * else of the agent.
 */
@NullMarked
package io.webgateway.agent.ledger;

import org.jspecify.annotations.NullMarked;
