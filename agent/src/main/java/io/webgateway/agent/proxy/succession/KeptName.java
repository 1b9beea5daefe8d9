package io.webgateway.agent.proxy.succession;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What the service manager calls a socket that it keeps: a word of at most 255 letters, digits,
 * {@code -} and {@code _} (FDNAME of sd_notify(3)).
 */
final class KeptName {
  private static final String PREFIX = "webgw-";
  private static final int MAX_CHARS = 255;
  private static final int PARTS = 3;

  private KeptName() {}

  /** The word; empty when it would be too long. */
  static Optional<String> of(SocketName name) {
    String parts = name.slot() + "\n" + name.listener() + "\n" + name.local();
    String word =
        PREFIX
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(parts.getBytes(StandardCharsets.UTF_8));
    return word.length() <= MAX_CHARS ? Optional.of(word) : Optional.empty();
  }

  /** The name; empty when it is no word of ours. */
  static Optional<SocketName> read(String word) {
    if (!word.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(word.substring(PREFIX.length()));
      String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
      return parts.length == PARTS
          ? Optional.of(new SocketName(parts[1], Integer.parseInt(parts[0]), parts[2]))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
