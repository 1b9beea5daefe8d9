package io.webgateway.model.identity;

/**
 * An Ed25519 public key (RFC 8037).
 *
 * @param x the 32 key bytes as the JWK member {@code x}
 */
public record PublicKey(String x) {

  /** Refuses anything that is not 32 bytes in base64url, and keys that fit every signature. */
  public PublicKey {
    if (!Thumbprint.isWellFormed(x)) {
      throw new IllegalArgumentException(
          "An Ed25519 public key is 32 bytes: 43 characters of base64url");
    }
    if (!CurvePoints.isUsableEd25519(x)) {
      throw new IllegalArgumentException(
          "This Ed25519 public key is of small order or not reduced: anybody could sign for it");
    }
  }

  /** The RFC 7638 thumbprint, used as key id. */
  public String thumbprint() {
    return Thumbprint.ofText("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}");
  }

  /** The identity that has this key as its first. */
  public IdentityId identity() {
    return new IdentityId(thumbprint());
  }

  @Override
  public String toString() {
    return x;
  }
}
