package io.webgateway.wire;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
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
 * Sealed parts: JWE in JSON serialisation (RFC 7516 section 7.2), ECDH-ES+A256KW on X25519 for each
 * recipient, A256GCM for the content. Its fresh content key also salts the hash that the public
 * part carries.
 */
public final class SealedPartCodec {
  private static final JWEAlgorithm KEY_WRAP = JWEAlgorithm.ECDH_ES_A256KW;

  private SealedPartCodec() {}

  /**
   * Seals a part so that each of the keys' holders can open it.
   *
   * @throws WireException when the result is over 64 KiB
   */
  public static String seal(SealedPart part, Collection<EncryptionKey> recipients) {
    List<OctetKeyPair> keys = recipients.stream().map(SealedPartCodec::recipient).toList();
    Payload payload = new Payload(Json.write(part));
    try {
      JWEObjectJSON object =
          keys.size() == 1 ? forOne(keys.getFirst(), payload) : forSeveral(keys, payload);
      return checked(object.serializeGeneral());
    } catch (JOSEException e) {
      throw new IllegalStateException("Sealing failed", e);
    }
  }

  /**
   * The library drops the header of a lone recipient, so that one's goes into the protected header.
   */
  private static JWEObjectJSON forOne(OctetKeyPair key, Payload payload) throws JOSEException {
    JWEHeader header =
        new JWEHeader.Builder(KEY_WRAP, EncryptionMethod.A256GCM).keyID(key.getKeyID()).build();
    JWEObjectJSON object = new JWEObjectJSON(header, payload);
    object.encrypt(new X25519Encrypter(key));
    return object;
  }

  private static JWEObjectJSON forSeveral(List<OctetKeyPair> keys, Payload payload)
      throws JOSEException {
    JWEHeader header = new JWEHeader.Builder(EncryptionMethod.A256GCM).build();
    JWEObjectJSON object = new JWEObjectJSON(header, payload);
    object.encrypt(new MultiEncrypter(new JWKSet(List.copyOf(keys))));
    return object;
  }

  private static OctetKeyPair recipient(EncryptionKey key) {
    return new OctetKeyPair.Builder(Curve.X25519, new Base64URL(key.x()))
        .algorithm(KEY_WRAP)
        .keyID(key.thumbprint())
        .build();
  }

  /**
   * Opens a sealed part.
   *
   * @throws WireException when it was not sealed to this key, was changed, or is no sealed part
   */
  public static SealedPart open(String sealed, DecryptionKey key) {
    try {
      JWEObjectJSON object = JWEObjectJSON.parse(checked(sealed));
      OctetKeyPair pair =
          new OctetKeyPair.Builder(key.pair())
              .algorithm(KEY_WRAP)
              .keyID(key.publicKey().thumbprint())
              .build();
      object.decrypt(
          object.getRecipients().size() == 1
              ? new X25519Decrypter(pair)
              : new MultiDecrypter(pair));
      return Json.read(object.getPayload().toString(), SealedPart.class);
    } catch (ParseException | JOSEException | IllegalStateException e) {
      throw new WireException("", "The sealed part cannot be opened with this key");
    }
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
