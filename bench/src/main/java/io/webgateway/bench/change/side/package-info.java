/**
 * The gateways of {@code ./webgw bench change}, each changed as its own documents say: ours by the
 * client and commands that every tenant and administrator uses, peers by their reload. Start at
 * {@link io.webgateway.bench.change.side.Side}. Knows no visitors beyond where they go.
 */
@NullMarked
package io.webgateway.bench.change.side;

import org.jspecify.annotations.NullMarked;
