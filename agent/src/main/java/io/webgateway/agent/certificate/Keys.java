package io.webgateway.agent.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** New P-256 keys, serial numbers, and signatures with them. */
final class Keys {
  private static final int SERIAL_BITS = 127;

  private Keys() {}

  static KeyPair newPair(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  /** Positive, of 127 random bits (RFC 5280 4.1.2.2 asks for at most 20 bytes). */
  static BigInteger newSerial(SecureRandom random) {
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
  }

  /** Signs a certificate with ECDSA and SHA-256. */
  static X509Certificate sign(
      X509v3CertificateBuilder builder, PrivateKey key, SecureRandom random) {
    try {
      ContentSigner signer =
          new JcaContentSignerBuilder("SHA256withECDSA").setSecureRandom(random).build(key);
      return CertificateFacts.fromDer(builder.build(signer).getEncoded());
    } catch (OperatorCreationException | IOException | CertificateException e) {
      throw new IllegalStateException("signing a certificate failed", e);
    }
  }
}
