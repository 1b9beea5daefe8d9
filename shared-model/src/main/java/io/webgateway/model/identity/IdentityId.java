package io.webgateway.model.identity;

/**
 * Names an identity, a node or an operator: the RFC 7638 thumbprint of its first Ed25519 key.
 *
 * @param value 43 characters of unpadded base64url
 */
public record IdentityId(String value) implements Comparable<IdentityId> {

  /** Refuses anything that is no thumbprint. */
  public IdentityId {
    if (!Thumbprint.isWellFormed(value)) {
      throw new IllegalArgumentException(
          "An identity id is a key thumbprint: 43 characters of base64url");
    }
  }

  /** The first characters, enough for people to tell identities apart on a screen. */
  public String shortForm() {
    return value.substring(0, 10);
  }

  @Override
  public int compareTo(IdentityId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
