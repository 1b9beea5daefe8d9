/**
 * The console in the browser, for tenants and for providers. Empty so far; {@code README.md} in
 * this module says what comes here. A client of the management API and nothing else: imports the
 * shared model and its client, never the agent.
 */
@NullMarked
package io.webgateway.console.web;

import org.jspecify.annotations.NullMarked;
