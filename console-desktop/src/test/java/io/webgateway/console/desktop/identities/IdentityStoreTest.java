package io.webgateway.console.desktop.identities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.client.Home;
import io.webgateway.console.desktop.fixture.Profiles;
import io.webgateway.console.desktop.fixture.Samples;
import io.webgateway.console.desktop.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityStoreTest {
  @TempDir private Path folder = Path.of("");

  private IdentityStore store() {
    return new IdentityStore(new Home(folder), new SettingsFile(folder), Keychain.none());
  }

  @Test
  void theProfileUsedLastIsOnTop() {
    for (var name : new String[] {"a", "b", "c"}) {
      Profiles.write(folder, name, "https://" + name + ".example:7443", "anna");
    }
    var store = store();
    store.used("c", "anna", Samples.NOW.minusSeconds(60), false);
    store.used("b", "anna", Samples.NOW, true);
    assertThat(store.profiles()).extracting(ProfileEntry::name).containsExactly("b", "c", "a");
    assertThat(store.profiles().getFirst().use().keychain()).isTrue();
  }

  @Test
  void aKeptIdentityIsEncryptedOpensAndWaitsToBePublished() throws IOException {
    var store = store();
    var made = NewIdentity.make("anna", "Anna");
    var passphrase = "four unrelated words here".toCharArray();
    store.keep(made, passphrase);
    assertThat(store.identities())
        .containsExactly(new IdentityEntry("anna", IdentityEntry.State.ENCRYPTED, ""));
    assertThat(store.open("anna", passphrase).identity()).isEqualTo(made.ring().identity());
    assertThat(store.pending("anna")).hasValue(made.firstBody());
    store.published("anna");
    assertThat(store.pending("anna")).isEmpty();
    assertThatThrownBy(() -> store.keep(made, passphrase))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void aForgottenProfileLeavesTheIdentity() throws IOException {
    Profiles.write(folder, "a", "https://a.example:7443", "anna");
    var store = store();
    store.forget("a");
    assertThat(store.profiles()).isEmpty();
    assertThat(store.hasIdentity("anna")).isTrue();
  }
}
