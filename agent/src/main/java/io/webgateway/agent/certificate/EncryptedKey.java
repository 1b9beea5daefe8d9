package io.webgateway.agent.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** Opens private keys that a passphrase protects. */
final class EncryptedKey {
  // What a tenant may make the node compute: ten times what OpenSSL and OWASP recommend today.
  private static final BigInteger MAX_ITERATIONS = BigInteger.valueOf(6_000_000);
  private static final long MAX_SCRYPT_BYTES = 64L * 1024 * 1024;
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  private EncryptedKey() {}

  /** The clear key, or empty when passphrase or form are wrong. */
  static Optional<PrivateKeyInfo> open(Object key, String passphrase) {
    try {
      return switch (key) {
        case PEMEncryptedKeyPair pair ->
            Optional.of(
                pair.decryptKeyPair(
                        new JcePEMDecryptorProviderBuilder()
                            .setProvider(PROVIDER)
                            .build(passphrase.toCharArray()))
                    .getPrivateKeyInfo());
        case PKCS8EncryptedPrivateKeyInfo sealed when isAffordable(sealed) ->
            Optional.of(
                sealed.decryptPrivateKeyInfo(
                    new JceOpenSSLPKCS8DecryptorProviderBuilder()
                        .setProvider(PROVIDER)
                        .build(passphrase.toCharArray())));
        default -> Optional.empty();
      };
    } catch (IOException | PKCSException | OperatorCreationException | RuntimeException _) {
      // A wrong passphrase yields garbage, at which the parsers throw anything.
      return Optional.empty();
    }
  }

  private static boolean isAffordable(PKCS8EncryptedPrivateKeyInfo sealed) {
    AlgorithmIdentifier encryption = sealed.toASN1Structure().getEncryptionAlgorithm();
    if (!PKCSObjectIdentifiers.id_PBES2.equals(encryption.getAlgorithm())) {
      return false;
    }
    PBES2Parameters parameters = PBES2Parameters.getInstance(encryption.getParameters());
    KeyDerivationFunc derivation = parameters.getKeyDerivationFunc();
    return isAffordable(derivation);
  }

  private static boolean isAffordable(KeyDerivationFunc derivation) {
    if (PKCSObjectIdentifiers.id_PBKDF2.equals(derivation.getAlgorithm())) {
      PBKDF2Params pbkdf2 = PBKDF2Params.getInstance(derivation.getParameters());
      return pbkdf2.getIterationCount().compareTo(MAX_ITERATIONS) <= 0;
    }
    if (MiscObjectIdentifiers.id_scrypt.equals(derivation.getAlgorithm())) {
      ScryptParams scrypt = ScryptParams.getInstance(derivation.getParameters());
      BigInteger memoryBytes =
          scrypt
              .getCostParameter()
              .multiply(scrypt.getBlockSize())
              .multiply(scrypt.getParallelizationParameter())
              .shiftLeft(7);
      return memoryBytes.compareTo(BigInteger.valueOf(MAX_SCRYPT_BYTES)) <= 0;
    }
    return false;
  }
}
