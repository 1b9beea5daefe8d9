package io.webgateway.console.desktop.identities;

import io.webgateway.client.screen.Tone;
import io.webgateway.console.desktop.fx.Card;
import io.webgateway.console.desktop.fx.FieldBox;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.Workspace;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

/** Asks for the passphrase of an identity. */
final class UnlockCard {
  private static final double WIDTH_PIXELS = 440;

  private final Consumer<Given> given;
  private final PasswordField passphrase = new PasswordField();
  private final FieldBox passphraseBox;
  private final CheckBox remember = new CheckBox("_Remember it in the system's keychain");
  private final Button unlock;
  private final Card card;

  /** What was entered; its passphrase is a secret, and wiped by whoever has used it. */
  static final class Given {
    private final char[] passphrase;
    private final boolean remember;
    private final UnlockCard card;

    private Given(char[] passphrase, boolean remember, UnlockCard card) {
      this.passphrase = passphrase.clone();
      this.remember = remember;
      this.card = card;
    }

    /** The passphrase itself, not a copy. */
    char[] passphrase() {
      return passphrase;
    }

    /** Whether the keychain is to keep it. */
    boolean remember() {
      return remember;
    }

    /** To say that it was wrong, or to close. */
    UnlockCard card() {
      return card;
    }
  }

  private UnlockCard(
      Workspace workspace, String identity, boolean hasKeychain, Consumer<Given> given) {
    this.given = given;
    passphrase.setId("unlock-passphrase");
    passphrase.setOnAction(_ -> unlock());
    passphraseBox = new FieldBox("_Passphrase", passphrase, "Opens the keys of " + identity + ".");
    remember.setId("unlock-remember");
    Parts.show(hasKeychain, List.of(remember));
    unlock = Parts.primary("_Unlock", Material2AL.LOCK_OPEN, this::unlock);
    unlock.setId("unlock-go");
    unlock.setDefaultButton(true);
    card =
        new Card(
            "Unlock " + identity,
            WIDTH_PIXELS,
            new VBox(passphraseBox.node(), remember),
            workspace.overlay()::close);
    Button cancel = new Button("_Cancel");
    cancel.setOnAction(_ -> workspace.overlay().close());
    card.buttons(cancel, unlock);
  }

  static void open(
      Workspace workspace, String identity, boolean hasKeychain, Consumer<Given> given) {
    UnlockCard opened = new UnlockCard(workspace, identity, hasKeychain, given);
    workspace.overlay().open("Unlock " + identity, opened.card.node(), opened.passphrase, () -> {});
  }

  private void unlock() {
    if (unlock.isDisabled()) {
      return;
    }
    unlock.setDisable(true);
    passphraseBox.say("Opening…");
    given.accept(new Given(passphrase.getText().toCharArray(), remember.isSelected(), this));
  }

  /** The passphrase was not the right one. */
  void wrong(String fault) {
    unlock.setDisable(false);
    passphraseBox.wrong(fault);
    passphrase.selectAll();
    passphrase.requestFocus();
  }

  /** It could not be used for another reason. */
  void failed(String title, String text) {
    unlock.setDisable(false);
    passphraseBox.hint();
    card.notice().show(Tone.BAD, title, text);
  }
}
