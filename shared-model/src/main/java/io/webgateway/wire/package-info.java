/**
 * JSON and JOSE forms. Start at {@link io.webgateway.wire.RecordCodec} for signed records, {@link
 * io.webgateway.wire.SealedPartCodec} for sealed parts, {@link io.webgateway.wire.CallToken} for
 * the management API's tokens and {@link io.webgateway.wire.ProblemDocument} for refusals. The only
 * package of the shared model that knows a JSON or JOSE library. Parsing is strict: an unknown
 * member, a duplicate member or a second spelling of the same bytes is refused.
 */
@NullMarked
package io.webgateway.wire;

import org.jspecify.annotations.NullMarked;
