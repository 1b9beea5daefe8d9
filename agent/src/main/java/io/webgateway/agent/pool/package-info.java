/**
 * Membership of a pool and the secrets of its nodes: {@link io.webgateway.agent.pool.NodeKeys},
 * sealed on disk by {@link io.webgateway.agent.pool.KeyVault}, and {@link
 * io.webgateway.agent.pool.Enrolment}, in which a node says whose it is. Liveness and the store
 * that several nodes share come with pools of more than one node. Imports the ledger's port at
 * most.
 */
@NullMarked
package io.webgateway.agent.pool;

import org.jspecify.annotations.NullMarked;
