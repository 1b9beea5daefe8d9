/**
 * The sample backends of {@code ./webgw bench change}: what a private service would be, in this
 * program, so that one can be ended the hard way at a known moment. Start at {@link
 * io.webgateway.bench.change.sample.SampleBackend}.
 */
@NullMarked
package io.webgateway.bench.change.sample;

import org.jspecify.annotations.NullMarked;
