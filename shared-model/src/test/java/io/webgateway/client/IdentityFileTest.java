package io.webgateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.wire.SigningKey;
import io.webgateway.wire.WireException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFileTest {
  private static final char[] NONE = {};

  @TempDir Path folder;

  @Test
  void aFileInClearIsReadBackAndOnlyItsOwnerMayReadIt() throws IOException {
    Path file = folder.resolve("identities").resolve("me.json");
    KeyRing ring = KeyRing.generate().with(SigningKey.generate());
    IdentityFile.write(file, ring, NONE, false);
    IdentityFile read = IdentityFile.read(file);
    assertThat(read.isEncrypted()).isFalse();
    assertSameKeys(read.open(NONE), ring);
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(file.resolveSibling(""))).isEqualTo("rwx------");
  }

  @Test
  void aFileUnderAPassphraseShowsNothingAndOpensWithThatPassphraseOnly() throws IOException {
    Path file = folder.resolve("me.json");
    KeyRing ring = KeyRing.generate();
    IdentityFile.write(file, ring, "päss phrase".toCharArray(), false);
    IdentityFile read = IdentityFile.read(file);
    assertThat(read.isEncrypted()).isTrue();
    assertThat(Files.readString(file)).doesNotContain("\"d\"").doesNotContain("keys");
    assertSameKeys(read.open("päss phrase".toCharArray()), ring);
    assertThatThrownBy(() -> read.open("pass phrase".toCharArray()))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("passphrase is wrong");
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void aNewFileNeverOverwritesKeysThatAreThere() throws IOException {
    Path file = folder.resolve("me.json");
    KeyRing ring = KeyRing.generate();
    IdentityFile.write(file, ring, NONE, false);
    assertThatThrownBy(() -> IdentityFile.write(file, KeyRing.generate(), NONE, false))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertSameKeys(IdentityFile.read(file).open(NONE), ring);
  }

  @Test
  void aReplacedFileKeepsItsMode() throws IOException {
    Path file = folder.resolve("me.json");
    KeyRing ring = KeyRing.generate();
    IdentityFile.write(file, ring, NONE, false);
    KeyRing more = ring.with(SigningKey.generate());
    IdentityFile.write(file, more, NONE, true);
    assertSameKeys(IdentityFile.read(file).open(NONE), more);
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void aFileThatOthersCanReadIsRefused() throws IOException {
    Path file = folder.resolve("me.json");
    IdentityFile.write(file, KeyRing.generate(), NONE, false);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> IdentityFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aRingPrintsNoPrivateKey() {
    KeyRing ring = KeyRing.generate();
    String secret = ring.keys().getFirst().toJwk().replaceAll(".*\"d\":\"([^\"]+)\".*", "$1");
    assertThat(secret).hasSize(43);
    assertThat(ring.toString()).doesNotContain(secret);
    assertThat(ring.authority().toString()).doesNotContain(secret);
  }

  private static void assertSameKeys(KeyRing one, KeyRing other) {
    assertThat(one.identity()).isEqualTo(other.identity());
    assertThat(one.keys().stream().map(SigningKey::toJwk))
        .containsExactlyElementsOf(other.keys().stream().map(SigningKey::toJwk).toList());
    assertThat(one.encryption().orElseThrow().toJwk())
        .isEqualTo(other.encryption().orElseThrow().toJwk());
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
