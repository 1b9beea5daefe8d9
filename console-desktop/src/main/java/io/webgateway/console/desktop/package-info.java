/**
 * The desktop console, mostly for providers with many nodes. A client of the management API and
 * nothing else: imports the shared model and its client, never the agent. Start reading at {@link
 * io.webgateway.console.desktop.ConsoleDesktop}, then {@code shell}; every area has a package of
 * its own.
 */
@NullMarked
package io.webgateway.console.desktop;

import org.jspecify.annotations.NullMarked;
