package io.webgateway.console.web.identities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.client.IdentityFile;
import io.webgateway.client.KeyRing;
import io.webgateway.wire.SigningKey;
import io.webgateway.wire.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Account ALICE = new Account("alice", "Alice", Optional.of(NOW));

  @TempDir private Path folder = Path.of("");
  private Accounts accounts = new Accounts(folder);
  private final KeyRing ring = KeyRing.generate();

  @BeforeEach
  void place() {
    accounts = new Accounts(folder);
  }

  private static char[] passphrase() {
    return "four unrelated words".toCharArray();
  }

  @Test
  void anAccountComesBackWithItsPassphraseAndWithNoOther() {
    assertThat(accounts.isEmpty()).isTrue();
    accounts.create(ALICE, ring, passphrase(), Optional.empty());
    assertThat(accounts.isEmpty()).isFalse();
    assertThat(accounts.find("alice")).contains(ALICE);
    assertThat(accounts.open(ALICE, passphrase()).identity()).isEqualTo(ring.identity());
    assertThatThrownBy(() -> accounts.open(ALICE, "another one".toCharArray()))
        .isInstanceOf(WireException.class);
  }

  @Test
  void nothingOnDiskIsReadableForOthersOrHoldsTheKeyInClear() throws IOException {
    accounts.create(ALICE, ring, passphrase(), Optional.empty());
    Path keys = folder.resolve("accounts/alice.json");
    assertThat(Files.getPosixFilePermissions(keys))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(folder.resolve("accounts")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.readString(keys)).doesNotContain("\"d\"").doesNotContain("OKP");
  }

  @Test
  void aLoginIsTakenOnceAndNoPathCanBeMadeOfOne() {
    accounts.create(ALICE, ring, passphrase(), Optional.empty());
    assertThatThrownBy(() -> accounts.create(ALICE, ring, passphrase(), Optional.empty()))
        .isInstanceOf(UncheckedIOException.class);
    for (String bad :
        new String[] {"", "../alice", "a/b", "Alice", "alice.about", "alice.pending"}) {
      assertThat(Accounts.faultOf(bad)).as(bad).isPresent();
      assertThat(accounts.find(bad)).as(bad).isEmpty();
    }
  }

  @Test
  void aKeyThatLiesOpenIsNotUsedAndNoneIsEverWrittenSo() throws IOException {
    IdentityFile.write(folder.resolve("accounts/open.json"), ring, new char[0], false);
    Account open = accounts.find("open").orElseThrow();
    assertThatThrownBy(() -> accounts.open(open, new char[0])).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> accounts.create(ALICE, ring, new char[0], Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFileFromTheCommandLineIsAnAccountWithoutAnythingBesideIt() throws IOException {
    IdentityFile.write(folder.resolve("accounts/bob.json"), ring, passphrase(), false);
    Account bob = accounts.find("bob").orElseThrow();
    assertThat(bob.displayName()).isEqualTo("bob");
    assertThat(accounts.open(bob, passphrase()).identity()).isEqualTo(ring.identity());
  }

  @Test
  void whatIsStillToBePublishedIsKeptUntilItIs() {
    var first = DeviceKey.firstBody("Alice", ring, SigningKey.generate(), NOW);
    accounts.create(ALICE, ring, passphrase(), Optional.of(first));
    assertThat(accounts.pending(ALICE)).contains(first);
    accounts.published(ALICE);
    assertThat(accounts.pending(ALICE)).isEmpty();
  }

  @Test
  void unlockingTellsNobodyWhetherALoginExists() {
    accounts.create(ALICE, ring, passphrase(), Optional.empty());
    var unlocking = new Unlocking(accounts, new LoginAttempts(() -> NOW));
    assertThat(unlocking.unlock("alice", "wrong".toCharArray(), "::1"))
        .isEqualTo(new Unlocking.Wrong());
    assertThat(unlocking.unlock("nobody", "wrong".toCharArray(), "::1"))
        .isEqualTo(new Unlocking.Wrong());
    char[] typed = passphrase();
    assertThat(unlocking.unlock("alice", typed, "::1")).isInstanceOf(Unlocking.Unlocked.class);
    assertThat(new String(typed)).as("the passphrase is wiped").isEqualTo("\0".repeat(20));
  }

  @Test
  void afterWrongTriesEvenTheRightPassphraseHasToWait() {
    accounts.create(ALICE, ring, passphrase(), Optional.empty());
    var unlocking = new Unlocking(accounts, new LoginAttempts(() -> NOW));
    for (int i = 0; i < 3; i++) {
      unlocking.unlock("alice", "wrong".toCharArray(), "::1");
    }
    assertThat(unlocking.unlock("alice", passphrase(), "::1"))
        .isEqualTo(new Unlocking.Wait(Duration.ofSeconds(2)));
  }
}
