package io.webgateway.wire;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import io.webgateway.model.identity.EncryptionKey;

/** A private X25519 key that opens sealed parts. Prints as its thumbprint only. */
public final class DecryptionKey {
  private final OctetKeyPair pair;
  private final EncryptionKey publicKey;

  private DecryptionKey(OctetKeyPair pair) {
    this.pair = pair;
    this.publicKey = new EncryptionKey(pair.getX().toString());
  }

  /** Makes a new key from the system's randomness. */
  public static DecryptionKey generate() {
    try {
      return new DecryptionKey(new OctetKeyPairGenerator(Curve.X25519).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("X25519 keys cannot be made here", e);
    }
  }

  /**
   * Reads a private JWK (RFC 8037).
   *
   * @throws WireException when it is none, or of another curve
   */
  public static DecryptionKey fromJwk(String jwk) {
    return new DecryptionKey(SigningKey.privateKey(jwk, Curve.X25519));
  }

  /** The private JWK; a secret. */
  public String toJwk() {
    return pair.toJSONString();
  }

  /** The public half. */
  public EncryptionKey publicKey() {
    return publicKey;
  }

  OctetKeyPair pair() {
    return pair;
  }

  @Override
  public String toString() {
    return "DecryptionKey[" + publicKey.thumbprint() + "]";
  }
}
