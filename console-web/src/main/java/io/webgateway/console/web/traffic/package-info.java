/**
 * Watching live traffic for a screen. Start with {@link
 * io.webgateway.console.web.traffic.TrafficTap}. Imports nothing of Vaadin.
 */
@NullMarked
package io.webgateway.console.web.traffic;

import org.jspecify.annotations.NullMarked;
