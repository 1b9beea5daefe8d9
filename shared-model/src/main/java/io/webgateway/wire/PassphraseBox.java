package io.webgateway.wire;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.PasswordBasedDecrypter;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;

/** Text under a passphrase: compact JWE with PBES2-HS512+A256KW (RFC 7518 section 4.8). */
public final class PassphraseBox {
  private static final JWEAlgorithm ALGORITHM = JWEAlgorithm.PBES2_HS512_A256KW;
  private static final int SALT_BYTES = 16;
  private static final int ITERATIONS = 300_000;

  private PassphraseBox() {}

  /** Encrypts a text; takes a noticeable part of a second, as it should. */
  public static String close(String text, char[] passphrase) {
    byte[] password = bytes(passphrase);
    try {
      JWEObject box =
          new JWEObject(new JWEHeader(ALGORITHM, EncryptionMethod.A256GCM), new Payload(text));
      box.encrypt(new PasswordBasedEncrypter(password, SALT_BYTES, ITERATIONS));
      return box.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("Encryption under a passphrase failed", e);
    } finally {
      Arrays.fill(password, (byte) 0);
    }
  }

  /**
   * Decrypts what {@link #close} made.
   *
   * @throws WireException when the passphrase is another, or the text was changed
   */
  public static String open(String box, char[] passphrase) {
    byte[] password = bytes(passphrase);
    try {
      JWEObject object = JWEObject.parse(box.strip());
      if (!ALGORITHM.equals(object.getHeader().getAlgorithm())) {
        throw new WireException("", "A text under a passphrase uses " + ALGORITHM);
      }
      object.decrypt(new PasswordBasedDecrypter(password));
      return object.getPayload().toString();
    } catch (ParseException | JOSEException e) {
      throw new WireException("", "The passphrase is wrong, or the file is damaged");
    } finally {
      Arrays.fill(password, (byte) 0);
    }
  }

  private static byte[] bytes(char[] passphrase) {
    ByteBuffer buffer = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    buffer.clear();
    while (buffer.hasRemaining()) {
      buffer.put((byte) 0);
    }
    return bytes;
  }
}
