package io.webgateway.wire;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import io.webgateway.model.identity.PublicKey;
import io.webgateway.model.identity.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Compact JWS (RFC 7515) with {@code Ed25519} (RFC 9864) and nothing else. The algorithm comes from
 * this class, never from the header; the header may hold {@code alg}, {@code typ}, {@code kid} and,
 * where a key must be revealed, {@code jwk}, and no other member. Every part must be in its one
 * canonical base64url spelling, so that no second text carries the same signature.
 *
 * @param compact the exact text
 * @param keyId the header's {@code kid}
 * @param revealedKey the header's {@code jwk}
 * @param payload the payload's text
 */
record Jws(String compact, String keyId, Optional<PublicKey> revealedKey, String payload) {
  private static final String ALGORITHM = "Ed25519";
  private static final Set<String> HEADER_MEMBERS = Set.of("alg", "typ", "kid", "jwk");
  private static final Set<String> JWK_MEMBERS = Set.of("crv", "kty", "x");
  private static final int SIGNATURE_BYTES = 64;

  static Jws sign(String type, String payload, SigningKey key) {
    return sign(type, payload, key, false);
  }

  static Jws sign(String type, String payload, SigningKey key, boolean reveal) {
    JWSHeader.Builder header =
        new JWSHeader.Builder(JWSAlgorithm.Ed25519)
            .type(new JOSEObjectType(type))
            .keyID(key.keyId());
    if (reveal) {
      header.jwk(publicJwk(key.publicKey()));
    }
    try {
      JWSObject object = new JWSObject(header.build(), new Payload(payload));
      object.sign(new Ed25519Signer(key.pair()));
      Optional<PublicKey> revealed = reveal ? Optional.of(key.publicKey()) : Optional.empty();
      return new Jws(object.serialize(), key.keyId(), revealed, payload);
    } catch (JOSEException e) {
      throw new IllegalStateException("Signing failed", e);
    }
  }

  /** Reads the form; says nothing of the signature. */
  static Jws parse(String compact, String type, int maxBytes) {
    if (compact.length() > maxBytes) {
      throw new WireException(
          "", "It is " + compact.length() + " bytes long; at most " + maxBytes + " are allowed");
    }
    String[] parts = compact.split("\\.", -1);
    if (parts.length != 3) {
      throw new WireException("", "A signed text has three parts with dots between them");
    }
    JsonNode header = Json.readTree(decoded(parts[0]));
    checkHeader(header, type);
    String keyId = header.path("kid").stringValue("");
    Optional<PublicKey> revealed = revealedKey(header);
    if (revealed.isPresent() && !revealed.get().thumbprint().equals(keyId)) {
      throw new WireException("", "The key id in the header is not that of the key beside it");
    }
    if (decodedBytes(parts[2]).length != SIGNATURE_BYTES) {
      throw new WireException("", "An Ed25519 signature has " + SIGNATURE_BYTES + " bytes");
    }
    return new Jws(compact, keyId, revealed, decoded(parts[1]));
  }

  boolean isSignedBy(PublicKey key) {
    if (!key.thumbprint().equals(keyId)) {
      return false;
    }
    try {
      return JWSObject.parse(compact).verify(new Ed25519Verifier(publicJwk(key)));
    } catch (ParseException | JOSEException e) {
      return false;
    }
  }

  private static void checkHeader(JsonNode header, String type) {
    if (!header.isObject() || !HEADER_MEMBERS.containsAll(header.propertyNames())) {
      throw new WireException("", "The header may hold alg, typ, kid and jwk only");
    }
    if (!ALGORITHM.equals(header.path("alg").stringValue(""))) {
      throw new WireException("", "The signature algorithm must be Ed25519");
    }
    if (!type.equals(header.path("typ").stringValue(""))) {
      throw new WireException("", "The type in the header must be " + type);
    }
    if (!Thumbprint.isWellFormed(header.path("kid").stringValue(""))) {
      throw new WireException("", "The key id in the header must be a thumbprint");
    }
  }

  private static Optional<PublicKey> revealedKey(JsonNode header) {
    JsonNode jwk = header.path("jwk");
    if (jwk.isMissingNode()) {
      return Optional.empty();
    }
    boolean fits =
        jwk.isObject()
            && Set.copyOf(jwk.propertyNames()).equals(JWK_MEMBERS)
            && jwk.path("kty").stringValue("").equals("OKP")
            && jwk.path("crv").stringValue("").equals(ALGORITHM)
            && Thumbprint.isWellFormed(jwk.path("x").stringValue(""));
    if (!fits) {
      throw new WireException("", "The key in the header must be an Ed25519 public key");
    }
    try {
      return Optional.of(new PublicKey(jwk.path("x").stringValue("")));
    } catch (IllegalArgumentException e) {
      throw new WireException("", String.valueOf(e.getMessage()));
    }
  }

  private static String decoded(String part) {
    byte[] bytes = decodedBytes(part);
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!Base64URL.encode(text).toString().equals(part)) {
      throw new WireException("", "A part is not valid UTF-8");
    }
    return text;
  }

  private static byte[] decodedBytes(String part) {
    byte[] bytes = new Base64URL(part).decode();
    if (part.isEmpty() || !Base64URL.encode(bytes).toString().equals(part)) {
      throw new WireException("", "A part is not in canonical base64url");
    }
    return bytes;
  }

  private static OctetKeyPair publicJwk(PublicKey key) {
    return new OctetKeyPair.Builder(Curve.Ed25519, new Base64URL(key.x())).build();
  }
}
