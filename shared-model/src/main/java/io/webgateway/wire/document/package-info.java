/**
 * Workloads as their owners write them down: one mapping, read with every fault told at its place.
 * Start at {@link io.webgateway.wire.document.WorkloadDocument}.
 */
@NullMarked
package io.webgateway.wire.document;

import org.jspecify.annotations.NullMarked;
