/**
 * Bytes between two channels: {@code Relay}, used by everything that becomes a tunnel, and {@code
 * StreamOpening}, a connection until it is one. Imports {@code upstream}, {@code introduction} and
 * {@code transport} of the data plane.
 */
@NullMarked
package io.webgateway.agent.proxy.stream;

import org.jspecify.annotations.NullMarked;
