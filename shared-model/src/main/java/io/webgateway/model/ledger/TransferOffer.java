package io.webgateway.model.ledger;

import io.webgateway.model.identity.IdentityId;
import java.time.Instant;

/**
 * An owner's offer of a name.
 *
 * @param to who may accept
 * @param until when the offer ends
 */
public record TransferOffer(IdentityId to, Instant until) {}
