/** Tests. */
@NullMarked
package io.webgateway.bench.change.visit;

import org.jspecify.annotations.NullMarked;
