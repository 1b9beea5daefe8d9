package io.webgateway.wire;

import com.nimbusds.jose.jwk.OctetKeyPair;
import io.webgateway.model.identity.PublicKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Signs, verifies and hashes with the JDK alone: another implementation than the product's, to
 * check it by, and one that signs whatever a test wants.
 */
final class PlainEd25519 {
  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private PlainEd25519() {}

  /** A compact JWS over exactly this header and payload. */
  static String jws(String header, String payload, SigningKey key) {
    return jws(
        header.getBytes(StandardCharsets.UTF_8), payload.getBytes(StandardCharsets.UTF_8), key);
  }

  static String jws(byte[] header, byte[] payload, SigningKey key) {
    String input = base64url(header) + "." + base64url(payload);
    return input + "." + base64url(sign(input, key));
  }

  /** The header that the product writes. */
  static String header(String type, SigningKey key) {
    return "{\"alg\":\"Ed25519\",\"kid\":\"" + key.keyId() + "\",\"typ\":\"" + type + "\"}";
  }

  static byte[] sign(String input, SigningKey key) {
    try {
      byte[] d = OctetKeyPair.parse(key.toJwk()).getD().decode();
      PrivateKey privateKey =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(cat(PKCS8, d)));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(privateKey);
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException | java.text.ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean verifies(String compact, PublicKey key) {
    try {
      int dot = compact.lastIndexOf('.');
      byte[] x = Base64.getUrlDecoder().decode(key.x());
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(cat(X509, x))));
      signature.update(compact.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(compact.substring(dot + 1)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String sha256(String text) {
    try {
      return base64url(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] cat(byte[] head, byte[] tail) {
    byte[] all = new byte[head.length + tail.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }
}
