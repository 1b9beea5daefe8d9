/**
 * The one arrow between the planes: what the node believes of the ledger becomes a route table, the
 * data plane applies it, and what came of it becomes conditions. Start at {@link
 * io.webgateway.agent.reconcile.Reconciler}; {@link io.webgateway.agent.reconcile.Belief} decides
 * what is believed, {@link io.webgateway.agent.reconcile.Service} what is served. Nothing but the
 * assembly imports this package.
 */
@NullMarked
package io.webgateway.agent.reconcile;

import org.jspecify.annotations.NullMarked;
