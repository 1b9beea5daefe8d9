package io.webgateway.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The published, worthless keys and the files under {@code golden/}. */
final class GoldenKeys {
  static final SigningKey OPERATOR = signing("operator");
  static final SigningKey PROVIDER = signing("provider");
  static final SigningKey RECOVERY = signing("recovery");
  static final SigningKey NODE = signing("node");
  static final SigningKey DEVICE = signing("device");
  static final DecryptionKey PROVIDER_BOX = box("provider");
  static final DecryptionKey NODE_BOX = box("node");
  static final DecryptionKey POOL_BOX = box("pool");
  static final DecryptionKey SECOND_POOL_BOX = box("second-pool");

  private GoldenKeys() {}

  static String file(String name) {
    try (InputStream in = GoldenKeys.class.getResourceAsStream("/golden/" + name)) {
      if (in == null) {
        throw new IllegalStateException("There is no golden file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SigningKey signing(String name) {
    return SigningKey.fromJwk(file("keys/" + name + ".ed25519.jwk"));
  }

  private static DecryptionKey box(String name) {
    return DecryptionKey.fromJwk(file("keys/" + name + ".x25519.jwk"));
  }
}
