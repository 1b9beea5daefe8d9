/**
 * The console as people meet it: its own process, a real agent in another, a real browser. Start
 * with {@link io.webgateway.console.web.e2e.MainJobIT}. Skipped where Chromium or the built jars
 * are missing.
 */
@NullMarked
package io.webgateway.console.web.e2e;

import org.jspecify.annotations.NullMarked;
