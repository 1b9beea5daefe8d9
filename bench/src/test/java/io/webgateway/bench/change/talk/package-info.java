/** Tests. */
@NullMarked
package io.webgateway.bench.change.talk;

import org.jspecify.annotations.NullMarked;
