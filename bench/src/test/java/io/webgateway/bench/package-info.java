/** Tests of the benchmarks' arithmetic; the benchmarks themselves run in {@code bench/smoke}. */
@NullMarked
package io.webgateway.bench;

import org.jspecify.annotations.NullMarked;
