/**
 * Who acts: identities, their public keys and what each key may do. Plain values; signatures are
 * made and checked in {@code io.webgateway.wire}.
 */
@NullMarked
package io.webgateway.model.identity;

import org.jspecify.annotations.NullMarked;
