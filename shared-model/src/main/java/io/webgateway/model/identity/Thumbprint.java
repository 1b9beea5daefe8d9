package io.webgateway.model.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/** SHA-256 values as 43 characters of unpadded base64url: thumbprints, record hashes, pins. */
public final class Thumbprint {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

  private Thumbprint() {}

  /** SHA-256 of the text's UTF-8 bytes. */
  public static String ofText(String text) {
    return ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 of the bytes. */
  public static String ofBytes(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Whether the text is 32 bytes in canonical unpadded base64url. */
  public static boolean isWellFormed(String text) {
    return FORM.matcher(text).matches();
  }
}
