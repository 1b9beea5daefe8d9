/**
 * Everything that is decided from records alone, as pure code: no clock, no store, no network.
 * Start at {@link io.webgateway.rules.LedgerRules}. The same rules run at the door of an agent, on
 * every node that believes a record, in {@code webgw ledger verify} and in the consoles' forms.
 */
@NullMarked
package io.webgateway.rules;

import org.jspecify.annotations.NullMarked;
