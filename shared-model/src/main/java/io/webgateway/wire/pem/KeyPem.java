package io.webgateway.wire.pem;

import io.webgateway.model.name.Parsed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Private keys in PEM: PKCS #8 without a passphrase, RSA of 2048 to 8192 bits or EC on P-256 or
 * P-384. Thread: any; takes milliseconds.
 */
public final class KeyPem {
  private static final String LABEL = "PRIVATE KEY";
  private static final String CONVERT =
      "convert it: openssl pkcs8 -topk8 -nocrypt -in old.pem -out new.pem";
  private static final int MIN_RSA_BITS = 2_048;
  private static final int MAX_RSA_BITS = 8_192;
  private static final Set<Integer> EC_BITS = Set.of(256, 384);
  private static final byte[] PROBE = "Web Gateway key probe".getBytes(StandardCharsets.US_ASCII);

  private KeyPem() {}

  /** The one key of a text; certificates beside it are not looked at. */
  public static Parsed<PrivateKey> read(String text) {
    return PemBlock.all(text).then(KeyPem::only).then(KeyPem::key);
  }

  private static Parsed<PemBlock> only(List<PemBlock> blocks) {
    List<PemBlock> keys = blocks.stream().filter(PemBlock::isPrivateKey).toList();
    if (keys.size() != 1) {
      return new Parsed.Invalid<>(
          (keys.isEmpty() ? "There is no private key in it" : "There are several private keys")
              + "; write the PEM text of one, from BEGIN PRIVATE KEY to END PRIVATE KEY");
    }
    PemBlock key = keys.getFirst();
    return switch (key.label()) {
      case LABEL -> new Parsed.Valid<>(key);
      case "ENCRYPTED PRIVATE KEY" -> new Parsed.Invalid<>("The key has a passphrase; " + CONVERT);
      default ->
          new Parsed.Invalid<>(
              "The key is in an old form, " + key.label() + ", not PKCS #8; " + CONVERT);
    };
  }

  private static Parsed<PrivateKey> key(PemBlock block) {
    Optional<PrivateKey> found =
        decoded("RSA", block.der()).or(() -> decoded("EC", block.der())).filter(KeyPem::isTaken);
    return found
        .<Parsed<PrivateKey>>map(Parsed.Valid::new)
        .orElseGet(
            () ->
                new Parsed.Invalid<>(
                    "The key cannot be read or is of a kind that is not taken; use RSA of 2048 to"
                        + " 8192 bits, or EC on P-256 or P-384"));
  }

  private static Optional<PrivateKey> decoded(String algorithm, byte[] pkcs8) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (GeneralSecurityException | RuntimeException _) {
      // As with certificates; and no text of such an exception may travel on.
      return Optional.empty();
    }
  }

  private static boolean isTaken(PrivateKey key) {
    return switch (key) {
      case RSAKey rsa ->
          rsa.getModulus().bitLength() >= MIN_RSA_BITS
              && rsa.getModulus().bitLength() <= MAX_RSA_BITS;
      case ECKey ec -> EC_BITS.contains(ec.getParams().getOrder().bitLength());
      default -> false;
    };
  }

  /** The key as text, in one form. */
  public static String write(PrivateKey key) {
    return PemBlock.text(LABEL, key.getEncoded());
  }

  /** Whether the keys belong together: what the one signs, the other verifies. */
  public static boolean isPair(PrivateKey secret, PublicKey open) {
    if (!secret.getAlgorithm().equals(open.getAlgorithm())) {
      return false;
    }
    String algorithm = secret.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(secret);
      signer.update(PROBE);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(open);
      verifier.update(PROBE);
      return verifier.verify(signature);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
