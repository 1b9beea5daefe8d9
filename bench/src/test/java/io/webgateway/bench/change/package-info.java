/** Tests: what is an error, and what nobody can keep. */
@NullMarked
package io.webgateway.bench.change;

import org.jspecify.annotations.NullMarked;
