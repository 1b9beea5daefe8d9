package io.webgateway.agent.pool;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.KeyLengthException;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets for the disk under one storage key of the node: JWE (RFC 7516), {@code dir} with
 * {@code A256GCM} only. Each sealed text says in its protected header what it is for, so that one
 * cannot be put in the place of another.
 *
 * <p>The storage key is a file of mode 0600 in the data directory, made once. Without it what was
 * sealed is lost; with it and the files everything is readable, so backups keep the two apart.
 * Thread: any.
 */
public final class KeyVault {
  private static final int KEY_BYTES = 32;
  private static final String PURPOSE = "webgw-use";

  private final DirectEncrypter encrypter;
  private final DirectDecrypter decrypter;

  private KeyVault(SecretKey key) throws KeyLengthException {
    this.encrypter = new DirectEncrypter(key);
    this.decrypter = new DirectDecrypter(key);
  }

  /**
   * Opens the vault of a key file, and makes the key when there is none.
   *
   * @param keyFile the file; its directory exists
   * @param random where a new key comes from
   * @throws IOException when the file cannot be read or written, is readable by others, or holds no
   *     key
   */
  public static KeyVault openOrCreate(Path keyFile, SecureRandom random) throws IOException {
    if (!Files.exists(keyFile)) {
      byte[] key = new byte[KEY_BYTES];
      random.nextBytes(key);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(key) + "\n";
      DurableFile.createOnce(keyFile, text.getBytes(StandardCharsets.US_ASCII));
    }
    try {
      byte[] key =
          Base64.getUrlDecoder()
              .decode(
                  new String(DurableFile.readOwnerOnly(keyFile), StandardCharsets.US_ASCII)
                      .strip());
      return new KeyVault(new SecretKeySpec(key, "AES"));
    } catch (IllegalArgumentException | KeyLengthException _) {
      // The cause is left out, because its text could repeat a part of the key.
      throw new IOException(keyFile + " holds no storage key; restore it from a backup.");
    }
  }

  /**
   * Seals bytes.
   *
   * @param purpose what they are for; needed again to open them
   */
  public String seal(String purpose, byte[] clear) {
    JWEHeader header =
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .customParam(PURPOSE, purpose)
            .build();
    JWEObject sealed = new JWEObject(header, new Payload(clear));
    try {
      sealed.encrypt(encrypter);
    } catch (JOSEException e) {
      throw new IllegalStateException("sealing failed", e);
    }
    return sealed.serialize();
  }

  /**
   * Opens what was sealed for the same purpose under the same storage key.
   *
   * @throws IOException when it was not, or was changed since
   */
  public byte[] open(String purpose, String sealed) throws IOException {
    try {
      JWEObject object = JWEObject.parse(sealed);
      JWEHeader header = object.getHeader();
      if (!JWEAlgorithm.DIR.equals(header.getAlgorithm())
          || !EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())
          || !purpose.equals(header.getCustomParam(PURPOSE))) {
        throw new IOException("A sealed text is not what it should be.");
      }
      object.decrypt(decrypter);
      return object.getPayload().toBytes();
    } catch (ParseException | JOSEException _) {
      throw new IOException("A sealed text was changed, or sealed under another storage key.");
    }
  }
}
