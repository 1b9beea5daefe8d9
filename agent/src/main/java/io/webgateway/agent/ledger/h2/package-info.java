/**
 * The embedded engine of the ledger's store. The truth is an append-only journal that is synced
 * before anything is answered ({@link io.webgateway.agent.ledger.h2.Journal}); an H2 database is
 * its index and can be rebuilt from it at any time ({@link
 * io.webgateway.agent.ledger.h2.KeyIndex}). Start reading at {@link
 * io.webgateway.agent.ledger.h2.H2LedgerStore}; why it is so stands in
 * docs/decisions/0002-durable-ledger.md. Imports nothing of the agent but the ledger port.
 */
@NullMarked
package io.webgateway.agent.ledger.h2;

import org.jspecify.annotations.NullMarked;
