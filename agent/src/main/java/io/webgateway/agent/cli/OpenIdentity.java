package io.webgateway.agent.cli;

import io.webgateway.client.IdentityFile;
import io.webgateway.client.KeyRing;
import java.io.IOException;
import java.nio.file.Path;

/** An identity file whose keys are in memory, and how to write it again. */
final class OpenIdentity {
  private final Path file;
  private final KeyRing ring;
  private final char[] passphrase;

  OpenIdentity(Path file, KeyRing ring, char[] passphrase) {
    this.file = file;
    this.ring = ring;
    this.passphrase = passphrase.clone();
  }

  KeyRing ring() {
    return ring;
  }

  /** Puts other keys into the file, under the same passphrase as before. */
  void replace(KeyRing other) throws IOException {
    IdentityFile.write(file, other, passphrase, true);
  }
}
