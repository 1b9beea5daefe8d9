package io.webgateway.agent.certificate;

import io.webgateway.agent.certificate.CertificateProblem.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * Reads the private key of an upload: PKCS #8 and traditional forms, encrypted or not. No text of
 * an exception is passed on, because it could repeat a part of the key.
 */
final class PemKeyReader {
  private static final int MAX_CHARS = 32 * 1024;
  private static final String CURE =
      "Paste the PEM text of one RSA or EC private key, from BEGIN to END.";

  private final Optional<String> passphrase;
  private final Optional<PublicKey> certified;
  private final Findings findings;

  /**
   * Makes one.
   *
   * @param certified the certificate's key, which tells the curve where a traditional EC key leaves
   *     it out
   */
  PemKeyReader(Optional<String> passphrase, Optional<PublicKey> certified, Findings findings) {
    this.passphrase = passphrase;
    this.certified = certified;
    this.findings = findings;
  }

  /** The key; empty when a problem was noted. */
  Optional<PrivateKey> read(String text) {
    if (text.length() > MAX_CHARS) {
      findings.refuse(Kind.KEY_UNREADABLE, "The key has more than 32 KiB.", CURE);
      return Optional.empty();
    }
    List<Object> keys;
    try {
      keys = objects(text);
    } catch (IOException | RuntimeException _) {
      // The parser throws unchecked exceptions of many kinds at hostile input.
      return unreadable();
    }
    if (keys.isEmpty()) {
      findings.refuse(Kind.KEY_MISSING, "There is no private key.", CURE);
      return Optional.empty();
    }
    if (keys.size() > 1) {
      findings.refuse(Kind.KEY_SEVERAL, "There are " + keys.size() + " private keys.", CURE);
      return Optional.empty();
    }
    return clear(keys.getFirst()).flatMap(this::convert);
  }

  private static List<Object> objects(String text) throws IOException {
    List<Object> keys = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        if (isKey(object)) {
          keys.add(object);
        }
      }
    }
    return keys;
  }

  // Files of OpenSSL also hold EC parameters, and some people keep certificates beside the key.
  private static boolean isKey(Object object) {
    return object instanceof PEMKeyPair
        || object instanceof PEMEncryptedKeyPair
        || object instanceof PrivateKeyInfo
        || object instanceof PKCS8EncryptedPrivateKeyInfo;
  }

  private Optional<PrivateKeyInfo> clear(Object key) {
    return switch (key) {
      case PEMKeyPair pair -> Optional.of(pair.getPrivateKeyInfo());
      case PrivateKeyInfo info -> Optional.of(info);
      default -> decrypted(key);
    };
  }

  private Optional<PrivateKeyInfo> decrypted(Object key) {
    if (passphrase.isEmpty()) {
      findings.refuse(
          Kind.PASSPHRASE_MISSING,
          "The key is encrypted.",
          "Give its passphrase too, or upload the key without encryption.");
      return Optional.empty();
    }
    Optional<PrivateKeyInfo> clear = EncryptedKey.open(key, passphrase.get());
    if (clear.isEmpty()) {
      findings.refuse(
          Kind.PASSPHRASE_WRONG,
          "The passphrase does not open the key, or the key's encryption is not supported.",
          "Check the passphrase, or upload the key without encryption.");
    }
    return clear;
  }

  private Optional<PrivateKey> convert(PrivateKeyInfo info) {
    ASN1ObjectIdentifier oid = info.getPrivateKeyAlgorithm().getAlgorithm();
    try {
      if (oid.equals(PKCSObjectIdentifiers.rsaEncryption)) {
        return Optional.of(Pem.privateKey("RSA", info.getEncoded()));
      }
      if (oid.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
        return Optional.of(Pem.privateKey("EC", withCurve(info).getEncoded()));
      }
    } catch (IOException | GeneralSecurityException | RuntimeException _) {
      // As above: hostile bytes reach parsers that throw unchecked exceptions.
      return unreadable();
    }
    findings.refuse(
        Kind.KEY_UNREADABLE,
        "The key is of a kind that visitors' browsers do not support.",
        "Use an RSA key of at least 2048 bits, or an EC key on P-256 or P-384.");
    return Optional.empty();
  }

  private PrivateKeyInfo withCurve(PrivateKeyInfo info) throws IOException {
    boolean hasCurve = info.getPrivateKeyAlgorithm().getParameters() != null;
    if (hasCurve || certified.isEmpty() || !certified.get().getAlgorithm().equals("EC")) {
      return info;
    }
    return new PrivateKeyInfo(
        SubjectPublicKeyInfo.getInstance(certified.get().getEncoded()).getAlgorithm(),
        info.parsePrivateKey());
  }

  private Optional<PrivateKey> unreadable() {
    findings.refuse(Kind.KEY_UNREADABLE, "The private key cannot be read.", CURE);
    return Optional.empty();
  }
}
