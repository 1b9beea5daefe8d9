/** Nodes and pools of the ledger, as they are told. */
@NullMarked
package io.webgateway.console.web.nodes.ui;

import org.jspecify.annotations.NullMarked;
