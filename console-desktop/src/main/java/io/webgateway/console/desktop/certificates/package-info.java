/**
 * The identity's certificates on the node: what is left of them, upload, replacement. Start with
 * {@link io.webgateway.console.desktop.certificates.CertificatesArea}.
 */
@NullMarked
package io.webgateway.console.desktop.certificates;

import org.jspecify.annotations.NullMarked;
