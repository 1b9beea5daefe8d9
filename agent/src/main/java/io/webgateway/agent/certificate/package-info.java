/**
 * Certificates: {@link io.webgateway.agent.certificate.PemCertificateCheck} judges what a tenant
 * uploads, {@link io.webgateway.agent.certificate.CertificateIssuer} issues (a local authority
 * today, ACME later), {@link io.webgateway.agent.certificate.CertificateStore} keeps both with
 * their keys sealed, and {@link io.webgateway.agent.certificate.CertificateShelf} chooses what a
 * tenant's hosts are served with. Start at {@link io.webgateway.agent.certificate.CertificateDesk},
 * which joins them for reconciliation. Must not import the data plane: certificates reach it as
 * values in the route table.
 */
@NullMarked
package io.webgateway.agent.certificate;

import org.jspecify.annotations.NullMarked;
