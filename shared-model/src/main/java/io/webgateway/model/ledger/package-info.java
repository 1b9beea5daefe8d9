/**
 * The ledger's records. Start at {@link io.webgateway.model.ledger.LedgerRecord}, the signed
 * payload, and the sealed family {@link io.webgateway.model.ledger.RecordBody}, one record per
 * kind. What may follow what is decided in {@code io.webgateway.rules}; JSON and signatures are
 * made in {@code io.webgateway.wire}.
 */
@NullMarked
package io.webgateway.model.ledger;

import org.jspecify.annotations.NullMarked;
