/**
 * Bytes between two channels: {@code Relay}, used by everything that becomes a tunnel, and {@code
 * PassthroughConnection}, a TLS connection until it is one. Imports {@code upstream} and {@code
 * transport} of the data plane.
 */
@NullMarked
package io.webgateway.agent.proxy.stream;

import org.jspecify.annotations.NullMarked;
