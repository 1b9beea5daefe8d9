package io.webgateway.wire;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWEObjectJSON;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MultiDecrypter;
import com.nimbusds.jose.crypto.MultiEncrypter;
import com.nimbusds.jose.crypto.X25519Decrypter;
import com.nimbusds.jose.crypto.X25519Encrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import io.webgateway.model.identity.EncryptionKey;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.workload.SealedPart;
import java.text.ParseException;
import java.util.Collection;
import java.util.List;

/**
 * Sealed parts: JWE with ECDH-ES+A256KW on X25519 for each recipient and A256GCM for the content;
 * compact (RFC 7516 section 7.1) for one recipient, JSON (section 7.2) for several. The fresh
 * content key also salts the hash that the public part carries.
 */
public final class SealedPartCodec {
  private static final JWEAlgorithm KEY_WRAP = JWEAlgorithm.ECDH_ES_A256KW;

  private SealedPartCodec() {}

  /**
   * Seals a part so that each of the keys' holders can open it.
   *
   * @throws WireException when there is no recipient, the result is over 64 KiB, or a private key
   *     was to be kept and has not been put in its place
   */
  public static String seal(SealedPart part, Collection<EncryptionKey> recipients) {
    List<OctetKeyPair> keys =
        recipients.stream().distinct().map(SealedPartCodec::recipient).toList();
    if (keys.isEmpty() || keys.size() > SealedForm.MAX_RECIPIENTS) {
      throw new WireException(
          "", "A sealed part has 1 to " + SealedForm.MAX_RECIPIENTS + " recipients");
    }
    Payload payload = new Payload(payload(part));
    try {
      return checked(
          keys.size() == 1 ? forOne(keys.getFirst(), payload) : forSeveral(keys, payload));
    } catch (JOSEException e) {
      throw new IllegalStateException("Sealing failed", e);
    }
  }

  /**
   * Thumbprints of the keys that a sealed part is encrypted to. Checks the whole outer form, so
   * that a door can refuse what no pool could open.
   *
   * @throws WireException when it is no sealed part
   */
  public static List<String> recipients(String sealed) {
    return SealedForm.recipients(checked(sealed));
  }

  /**
   * Opens a sealed part.
   *
   * @throws WireException when it was not sealed to this key, was changed, or is no sealed part
   */
  public static SealedPart open(String sealed, DecryptionKey key) {
    recipients(sealed);
    try {
      OctetKeyPair pair =
          new OctetKeyPair.Builder(key.pair())
              .algorithm(KEY_WRAP)
              .keyID(key.publicKey().thumbprint())
              .build();
      return part(opened(sealed, pair));
    } catch (ParseException | JOSEException | IllegalStateException e) {
      throw new WireException("", "The sealed part cannot be opened with this key");
    }
  }

  /** What is sealed. */
  static String payload(SealedPart part) {
    return Json.write(SealedPartForm.of(part));
  }

  /** Reads what was sealed; it must say exactly what our own writer would say. */
  static SealedPart part(String payload) {
    SealedPart part = Json.read(payload, SealedPartForm.class).part();
    Json.exact(payload, SealedPartForm.of(part));
    return part;
  }

  private static String forOne(OctetKeyPair key, Payload payload) throws JOSEException {
    JWEHeader header =
        new JWEHeader.Builder(KEY_WRAP, EncryptionMethod.A256GCM).keyID(key.getKeyID()).build();
    JWEObject object = new JWEObject(header, payload);
    object.encrypt(new X25519Encrypter(key));
    return object.serialize();
  }

  private static String forSeveral(List<OctetKeyPair> keys, Payload payload) throws JOSEException {
    JWEHeader header = new JWEHeader.Builder(EncryptionMethod.A256GCM).build();
    JWEObjectJSON object = new JWEObjectJSON(header, payload);
    object.encrypt(new MultiEncrypter(new JWKSet(List.copyOf(keys))));
    return object.serializeGeneral();
  }

  private static String opened(String sealed, OctetKeyPair pair)
      throws ParseException, JOSEException {
    if (sealed.startsWith("{")) {
      JWEObjectJSON object = JWEObjectJSON.parse(sealed);
      object.decrypt(new MultiDecrypter(pair));
      return object.getPayload().toString();
    }
    JWEObject object = JWEObject.parse(sealed);
    object.decrypt(new X25519Decrypter(pair));
    return object.getPayload().toString();
  }

  private static OctetKeyPair recipient(EncryptionKey key) {
    return new OctetKeyPair.Builder(Curve.X25519, new Base64URL(key.x()))
        .algorithm(KEY_WRAP)
        .keyID(key.thumbprint())
        .build();
  }

  private static String checked(String sealed) {
    if (sealed.length() > LedgerParameters.MAX_SEALED_BYTES || sealed.indexOf('\n') >= 0) {
      throw new WireException(
          "",
          "A sealed part is one line of at most "
              + LedgerParameters.MAX_SEALED_BYTES
              + " bytes; this one has "
              + sealed.length());
    }
    return sealed;
  }
}
