/**
 * The console in the browser. Start with {@link io.webgateway.console.web.ConsoleWeb}, the program;
 * then {@code shell}, which holds the frame around every screen, the gate before it and the session
 * behind it. Each area has a package of its own, and {@code <area>.ui} is its screen. A client of
 * the management API and nothing else: must never import the agent.
 */
@NullMarked
package io.webgateway.console.web;

import org.jspecify.annotations.NullMarked;
