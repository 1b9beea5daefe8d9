/**
 * Nodes and pools of the ledger, and the grants that the identity gave or has. Start with {@link
 * io.webgateway.console.desktop.nodes.NodesArea}.
 */
@NullMarked
package io.webgateway.console.desktop.nodes;

import org.jspecify.annotations.NullMarked;
