package io.webgateway.model.certificate;

/** Where a certificate came from. */
public enum CertificateSource {
  /** Its owner uploaded it with its key, and renews it. */
  UPLOADED,
  /** The node issued it under its own local authority, and renews it. */
  LOCAL_CA,
  /** A public authority issued it over ACME, and the node renews it. */
  ACME
}
