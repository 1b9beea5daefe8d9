package io.webgateway.agent.pool;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The keys that make a node this node: one signs statuses, receipts and its proof of enrolment, one
 * opens what is sealed to it. They lie sealed in the data directory, mode 0600, and never leave it.
 *
 * @param signing signs; its thumbprint is the node's id
 * @param decryption opens sealed parts
 */
public record NodeKeys(SigningKey signing, DecryptionKey decryption) {
  private static final String SIGNING = "node-signing-key";
  private static final String DECRYPTION = "node-decryption-key";

  /**
   * Opens a node's keys, and makes them at its first start.
   *
   * @throws IOException when they cannot be read or written, or were sealed under another storage
   *     key
   */
  public static NodeKeys openOrCreate(Path directory, KeyVault vault) throws IOException {
    DurableFile.createDirectory(directory);
    String signing = openOrCreate(directory, SIGNING, vault, () -> SigningKey.generate().toJwk());
    String decryption =
        openOrCreate(directory, DECRYPTION, vault, () -> DecryptionKey.generate().toJwk());
    return new NodeKeys(SigningKey.fromJwk(signing), DecryptionKey.fromJwk(decryption));
  }

  /** The node's id. */
  public IdentityId node() {
    return signing.identity();
  }

  private static String openOrCreate(
      Path directory, String purpose, KeyVault vault, Supplier<String> fresh) throws IOException {
    Path file = directory.resolve(purpose + ".jwe");
    if (!Files.exists(file)) {
      byte[] key = fresh.get().getBytes(StandardCharsets.UTF_8);
      DurableFile.createOnce(file, vault.seal(purpose, key).getBytes(StandardCharsets.US_ASCII));
    }
    String sealed = new String(DurableFile.readOwnerOnly(file), StandardCharsets.US_ASCII);
    return new String(vault.open(purpose, sealed), StandardCharsets.UTF_8);
  }
}
