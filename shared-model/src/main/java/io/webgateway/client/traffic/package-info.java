/**
 * Live traffic as a client sees it: {@link io.webgateway.client.traffic.TrafficWatch} holds a tap
 * session on an agent and tells a {@link io.webgateway.client.traffic.TrafficListener}.
 */
@NullMarked
package io.webgateway.client.traffic;

import org.jspecify.annotations.NullMarked;
