package io.webgateway.wire;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObjectJSON;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MultiDecrypter;
import com.nimbusds.jose.crypto.MultiEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import io.webgateway.model.identity.EncryptionKey;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.workload.SealedPart;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Sealed parts: JWE in JSON serialisation (RFC 7516 section 7.2), ECDH-ES+A256KW on X25519 for each
 * recipient, A256GCM for the content. Its fresh content key also salts the hash that the public
 * part carries.
 */
public final class SealedPartCodec {
  private SealedPartCodec() {}

  /**
   * Seals a part so that each of the keys' holders can open it.
   *
   * @throws WireException when the result is over 64 KiB
   */
  public static String seal(SealedPart part, Collection<EncryptionKey> recipients) {
    List<JWK> keys = new ArrayList<>();
    for (EncryptionKey recipient : recipients) {
      keys.add(
          new OctetKeyPair.Builder(Curve.X25519, new Base64URL(recipient.x()))
              .algorithm(JWEAlgorithm.ECDH_ES_A256KW)
              .keyID(recipient.thumbprint())
              .build());
    }
    JWEHeader header = new JWEHeader.Builder(EncryptionMethod.A256GCM).build();
    JWEObjectJSON object = new JWEObjectJSON(header, new Payload(Json.write(part)));
    try {
      object.encrypt(new MultiEncrypter(new JWKSet(keys)));
    } catch (JOSEException e) {
      throw new IllegalStateException("Sealing failed", e);
    }
    return checked(object.serializeGeneral());
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
              .algorithm(JWEAlgorithm.ECDH_ES_A256KW)
              .keyID(key.publicKey().thumbprint())
              .build();
      object.decrypt(new MultiDecrypter(pair));
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
