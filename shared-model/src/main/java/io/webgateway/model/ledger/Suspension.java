package io.webgateway.model.ledger;

/**
 * A provider's refusal to serve something on its pools.
 *
 * @param subject {@code <namespace>} or {@code <namespace>/<id>}
 * @param reason why, in the provider's words; its owner sees it; up to 256 characters
 */
public record Suspension(String subject, String reason) {

  /** Whether a workload is meant. */
  public boolean covers(String namespace, String id) {
    return subject.equals(namespace) || subject.equals(namespace + "/" + id);
  }
}
