package io.webgateway.agent.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyVaultTest {
  private static final byte[] SECRET = "a private key".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;

  private KeyVault open(String file) throws IOException {
    return KeyVault.openOrCreate(directory.resolve(file), new SecureRandom());
  }

  @Test
  void opensWhatItSealedAlsoAfterARestart() throws IOException {
    String sealed = open("key").seal("use", SECRET);
    assertThat(sealed).doesNotContain("private");
    assertThat(open("key").open("use", sealed)).isEqualTo(SECRET);
  }

  @Test
  void sealsTheSameBytesDifferentlyEachTime() throws IOException {
    KeyVault vault = open("key");
    assertThat(vault.seal("use", SECRET)).isNotEqualTo(vault.seal("use", SECRET));
  }

  @Test
  void refusesWhatWasSealedForAnotherUseOrUnderAnotherKeyOrChanged() throws IOException {
    KeyVault vault = open("key");
    String sealed = vault.seal("use", SECRET);
    assertThatIOException().isThrownBy(() -> vault.open("other", sealed));
    assertThatIOException().isThrownBy(() -> open("key2").open("use", sealed));
    String otherHeader = vault.seal("other", SECRET);
    String mixed =
        otherHeader.substring(0, otherHeader.indexOf('.')) + sealed.substring(sealed.indexOf('.'));
    assertThatIOException().isThrownBy(() -> vault.open("other", mixed));
    int middle = sealed.lastIndexOf('.') - 4;
    char changed = sealed.charAt(middle) == 'A' ? 'B' : 'A';
    String damaged = sealed.substring(0, middle) + changed + sealed.substring(middle + 1);
    assertThatIOException().isThrownBy(() -> vault.open("use", damaged));
    assertThatIOException().isThrownBy(() -> vault.open("use", "nonsense"));
  }

  @Test
  void keepsItsKeyForItsUserAloneAndRefusesOneThatOthersCanRead() throws IOException {
    open("key");
    Path file = directory.resolve("key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatIOException().isThrownBy(() -> open("key")).withMessageContaining("chmod 600");
  }

  @Test
  void refusesAFileThatHoldsNoKeyWithoutRepeatingIt() throws IOException {
    for (String content : new String[] {"", "c2hvcnQ", "not base64 at all!"}) {
      Path file = Files.writeString(directory.resolve("bad"), content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      assertThatIOException()
          .isThrownBy(() -> open("bad"))
          .withMessageContaining("no storage key")
          .withNoCause();
    }
  }
}
