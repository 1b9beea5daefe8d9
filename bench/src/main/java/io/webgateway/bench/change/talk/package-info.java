/**
 * What visitors and sample backends of {@code ./webgw bench change} say to each other: bytes that
 * both can compute, heads of HTTP/1.1, frames of WebSocket. Knows neither gateways nor results.
 */
@NullMarked
package io.webgateway.bench.change.talk;

import org.jspecify.annotations.NullMarked;
