package io.webgateway.agent.proxy.visitor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Keys for backends of WebSockets whose visitors speak HTTP/2 and so have none (RFC 8441 section
 * 5). A key only tells one opening from another (RFC 6455 section 1.3): a hash of the exchange's
 * id, which begins with the node's random bytes, does that. Pure.
 */
final class WebSocketKeys {
  private static final int KEY_BYTES = 16;

  private WebSocketKeys() {}

  static String of(String exchangeId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(exchangeId.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(Arrays.copyOf(hash, KEY_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
