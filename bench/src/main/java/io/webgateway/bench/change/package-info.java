/**
 * {@code ./webgw bench change}: what visitors notice of live edits, moved backends, upgrades and
 * drains, of ours and of peers. Start at {@link io.webgateway.bench.change.ChangeBench}; {@code
 * visit} has the visitors, {@code sample} the backends, {@code side} the gateways; what is excluded
 * and why is in {@link io.webgateway.bench.change.Judge}.
 */
@NullMarked
package io.webgateway.bench.change;

import org.jspecify.annotations.NullMarked;
