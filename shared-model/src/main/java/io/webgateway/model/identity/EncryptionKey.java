package io.webgateway.model.identity;

/**
 * An X25519 public key (RFC 8037) that sealed parts are encrypted to.
 *
 * @param x the 32 key bytes as the JWK member {@code x}
 */
public record EncryptionKey(String x) {

  /** Refuses anything that is not 32 bytes in base64url, and keys whose secrets all know. */
  public EncryptionKey {
    if (!Thumbprint.isWellFormed(x)) {
      throw new IllegalArgumentException(
          "An X25519 public key is 32 bytes: 43 characters of base64url");
    }
    if (!CurvePoints.isUsableX25519(x)) {
      throw new IllegalArgumentException(
          "This X25519 public key is of small order or not reduced: anybody could read it");
    }
  }

  /** The RFC 7638 thumbprint, used as key id of a recipient. */
  public String thumbprint() {
    return Thumbprint.ofText("{\"crv\":\"X25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}");
  }

  @Override
  public String toString() {
    return x;
  }
}
