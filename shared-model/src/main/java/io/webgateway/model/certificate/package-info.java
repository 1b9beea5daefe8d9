/**
 * Certificates as the management API and the screens show them: {@link
 * io.webgateway.model.certificate.CertificateView}. No secrets are here. Imports {@code model.name}
 * only.
 */
@NullMarked
package io.webgateway.model.certificate;

import org.jspecify.annotations.NullMarked;
