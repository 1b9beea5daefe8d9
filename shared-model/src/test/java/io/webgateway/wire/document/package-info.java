/** Tests of workloads as documents. */
@NullMarked
package io.webgateway.wire.document;

import org.jspecify.annotations.NullMarked;
