package io.webgateway.client;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.Json;
import io.webgateway.wire.PassphraseBox;
import io.webgateway.wire.SigningKey;
import io.webgateway.wire.WireException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A person's or program's keys on disk: JSON of private JWKs, in clear or under a passphrase, never
 * readable for others (0600).
 */
public final class IdentityFile {
  private static final String FORM = "webgw-identity-1";

  private final String text;

  private IdentityFile(String text) {
    this.text = text;
  }

  /**
   * Reads a file; its keys are not decrypted yet.
   *
   * @throws IOException when it cannot be read, or others can read it too
   */
  public static IdentityFile read(Path file) throws IOException {
    return new IdentityFile(SecretFile.read(file).strip());
  }

  /** Whether a passphrase is needed. */
  public boolean isEncrypted() {
    return !text.startsWith("{");
  }

  /**
   * The keys.
   *
   * @param passphrase used if the file is encrypted
   * @throws WireException when the passphrase is wrong or the file is damaged
   */
  public KeyRing open(char[] passphrase) {
    JsonNode tree = Json.readTree(isEncrypted() ? PassphraseBox.open(text, passphrase) : text);
    if (!tree.path("form").asString("").equals(FORM)) {
      throw new WireException("/form", "This is no identity file");
    }
    List<SigningKey> keys = new ArrayList<>();
    for (JsonNode key : tree.path("keys")) {
      keys.add(SigningKey.fromJwk(Json.write(key)));
    }
    Optional<DecryptionKey> encryption =
        tree.has("encryption")
            ? Optional.of(DecryptionKey.fromJwk(Json.write(tree.path("encryption"))))
            : Optional.empty();
    if (keys.isEmpty()) {
      throw new WireException("/keys", "This identity file holds no key");
    }
    return new KeyRing(Json.convert(tree.path("identity"), IdentityId.class), keys, encryption);
  }

  /**
   * Writes a new file, or replaces one.
   *
   * @param passphrase empty for a file in clear
   */
  public static void write(Path file, KeyRing ring, char[] passphrase, boolean replace)
      throws IOException {
    String json = Json.writePretty(tree(ring)) + "\n";
    String text = passphrase.length == 0 ? json : PassphraseBox.close(json, passphrase) + "\n";
    if (replace) {
      SecretFile.replace(file, text);
    } else {
      SecretFile.create(file, text);
    }
  }

  private static ObjectNode tree(KeyRing ring) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("form", FORM);
    tree.put("identity", ring.identity().value());
    ArrayNode keys = tree.putArray("keys");
    ring.keys().forEach(key -> keys.add(Json.readTree(key.toJwk())));
    ring.encryption().ifPresent(key -> tree.set("encryption", Json.readTree(key.toJwk())));
    return tree;
  }

  @Override
  public String toString() {
    return isEncrypted() ? "IdentityFile[encrypted]" : "IdentityFile[in clear]";
  }
}
