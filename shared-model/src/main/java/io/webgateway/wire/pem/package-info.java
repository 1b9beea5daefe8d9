/**
 * Certificates and keys in PEM (RFC 7468) as tenants write them into a workload: read into values
 * of the JDK, with sentences for what is wrong. Start at {@link
 * io.webgateway.wire.pem.CertificatePem}. No sentence ever repeats a part of a key.
 */
@NullMarked
package io.webgateway.wire.pem;

import org.jspecify.annotations.NullMarked;
