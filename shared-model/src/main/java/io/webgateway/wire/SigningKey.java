package io.webgateway.wire;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.PublicKey;
import java.text.ParseException;

/** A private Ed25519 key. Prints as its thumbprint only. */
public final class SigningKey {
  private final OctetKeyPair pair;
  private final PublicKey publicKey;

  private SigningKey(OctetKeyPair pair) {
    this.pair = pair;
    this.publicKey = new PublicKey(pair.getX().toString());
  }

  /**
   * Makes a new key from the system's randomness; one whose id does not begin with a hyphen, which
   * command lines would take for an option.
   */
  public static SigningKey generate() {
    try {
      SigningKey key = new SigningKey(new OctetKeyPairGenerator(Curve.Ed25519).generate());
      while (key.keyId().startsWith("-")) {
        key = new SigningKey(new OctetKeyPairGenerator(Curve.Ed25519).generate());
      }
      return key;
    } catch (JOSEException e) {
      throw new IllegalStateException("Ed25519 keys cannot be made here", e);
    }
  }

  /**
   * Reads a private JWK (RFC 8037).
   *
   * @throws WireException when it is none, or of another curve
   */
  public static SigningKey fromJwk(String jwk) {
    return new SigningKey(privateKey(jwk, Curve.Ed25519));
  }

  static OctetKeyPair privateKey(String jwk, Curve curve) {
    try {
      OctetKeyPair pair = OctetKeyPair.parse(jwk);
      if (!curve.equals(pair.getCurve()) || !pair.isPrivate()) {
        throw new WireException("", "A private " + curve + " key is needed");
      }
      return pair;
    } catch (ParseException e) {
      throw new WireException("", "This is no private " + curve + " key in JWK form");
    }
  }

  /** The private JWK; a secret. */
  public String toJwk() {
    return pair.toJSONString();
  }

  /** The public half. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** The public key's thumbprint. */
  public String keyId() {
    return publicKey.thumbprint();
  }

  /** The identity that has this key as its first. */
  public IdentityId identity() {
    return publicKey.identity();
  }

  OctetKeyPair pair() {
    return pair;
  }

  @Override
  public String toString() {
    return "SigningKey[" + keyId() + "]";
  }
}
