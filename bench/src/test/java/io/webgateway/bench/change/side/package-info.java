/** Tests. */
@NullMarked
package io.webgateway.bench.change.side;

import org.jspecify.annotations.NullMarked;
