package io.webgateway.model.workload;

/** Whether visitors show a certificate of their own. */
public sealed interface ClientCertificatePolicy {
  /** They are not asked for one. */
  record Off() implements ClientCertificatePolicy {}

  /**
   * They are asked, and may have none; one that does not verify ends the connection.
   *
   * @param ca the authorities that may have signed it, in PEM
   */
  record Optional(String ca) implements ClientCertificatePolicy {}

  /**
   * Without one that verifies there is no connection.
   *
   * @param ca the authorities that may have signed it, in PEM
   */
  record Required(String ca) implements ClientCertificatePolicy {}
}
