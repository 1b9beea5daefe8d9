/**
 * The visitors of {@code ./webgw bench change}: each keeps a connection of one kind, asks at fixed
 * moments, and writes into a {@link io.webgateway.bench.change.visit.Diary} whatever it sees that
 * it should not. Start at {@link io.webgateway.bench.change.visit.Crowd}; what counts as what is in
 * {@link io.webgateway.bench.change.visit.Fault}. Knows no gateway: one port is as good as another.
 */
@NullMarked
package io.webgateway.bench.change.visit;

import org.jspecify.annotations.NullMarked;
