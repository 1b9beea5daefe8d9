/**
 * At the door: may this record be accepted here? {@link io.webgateway.agent.admission.Door}
 * verifies, decides by {@code io.webgateway.rules}, and commits record, history, indexes and
 * receipt in one step. May import {@code agent.ledger}, {@code agent.routing} (the backend policy)
 * and nothing else of the agent.
 */
@NullMarked
package io.webgateway.agent.admission;

import org.jspecify.annotations.NullMarked;
