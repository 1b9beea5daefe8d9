/**
 * Live traffic: a streaming table that can be paused, narrowed by the filter language, and walked
 * through by keyboard; it says what it dropped. Start with {@link
 * io.webgateway.console.desktop.traffic.TrafficArea}.
 */
@NullMarked
package io.webgateway.console.desktop.traffic;

import org.jspecify.annotations.NullMarked;
