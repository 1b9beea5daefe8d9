package io.webgateway.console.desktop.identities;

import io.webgateway.client.screen.PassphraseRules;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.screen.Tone;
import io.webgateway.console.desktop.fx.Card;
import io.webgateway.console.desktop.fx.FieldBox;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.Workspace;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

/** Makes a new identity: first name and passphrase, then the recovery key, shown once. */
final class IdentityCard {
  private static final double WIDTH_PIXELS = 520;

  private final Workspace workspace;
  private final IdentityStore store;
  private final Consumer<String> made;
  private final TextField name = new TextField();
  private final TextField displayName = new TextField();
  private final PasswordField passphrase = new PasswordField();
  private final PasswordField again = new PasswordField();
  private final FieldBox nameBox;
  private final FieldBox passphraseBox;
  private final FieldBox againBox;
  private final Button next;
  private final Card card;

  private IdentityCard(Workspace workspace, IdentityStore store, Consumer<String> made) {
    this.workspace = workspace;
    this.store = store;
    this.made = made;
    name.setId("identity-name");
    displayName.setId("identity-display-name");
    passphrase.setId("identity-passphrase");
    again.setId("identity-again");
    nameBox = new FieldBox("_Name", name, "What you call it on this machine.");
    FieldBox displayBox =
        new FieldBox("_Display name", displayName, "What others see; never taken for proof.");
    passphraseBox =
        new FieldBox(
            "_Passphrase",
            passphrase,
            "Encrypts the keys on this machine. At least "
                + PassphraseRules.MIN_CHARS
                + " characters; nobody can reset it.");
    againBox = new FieldBox("Passphrase _again", again, "");
    next = Parts.primary("_Make keys", Material2AL.ARROW_FORWARD, this::next);
    next.setId("identity-next");
    VBox form = new VBox(nameBox.node(), displayBox.node(), passphraseBox.node(), againBox.node());
    card = new Card("New identity", WIDTH_PIXELS, form, workspace.overlay()::close);
    Button cancel = new Button("_Cancel");
    cancel.setOnAction(_ -> workspace.overlay().close());
    card.buttons(cancel, next);
  }

  /** Opens the card; {@code made} gets the name of an identity that was kept. */
  static void open(Workspace workspace, IdentityStore store, Consumer<String> made) {
    IdentityCard opened = new IdentityCard(workspace, store, made);
    workspace.overlay().open("New identity", opened.card.node(), opened.name, () -> {});
  }

  private boolean isGood() {
    String wanted = name.getText().strip();
    String fault = new ProfileForm(wanted, "", "").faultOfName();
    if (fault.isEmpty() && store.hasIdentity(wanted)) {
      fault = "There is an identity of this name already";
    }
    String secret = passphrase.getText();
    String shown = displayName.getText();
    boolean good = say(nameBox, fault);
    good &= say(passphraseBox, PassphraseRules.faultOf(secret, wanted, shown).orElse(""));
    good &= say(againBox, PassphraseRules.faultOfRepetition(secret, again.getText()).orElse(""));
    return good;
  }

  private static boolean say(FieldBox box, String fault) {
    if (fault.isEmpty()) {
      box.hint();
    } else {
      box.wrong(fault);
    }
    return fault.isEmpty();
  }

  private void next() {
    if (!isGood()) {
      return;
    }
    next.setDisable(true);
    char[] secret = passphrase.getText().toCharArray();
    String wanted = name.getText().strip();
    String shown = displayName.getText();
    workspace.work(
        () -> NewIdentity.make(wanted, shown),
        identity -> {
          passphrase.clear();
          again.clear();
          workspace.overlay().close();
          RecoveryCard.open(workspace, store, identity, secret, made);
        },
        this::failed);
  }

  private void failed(ProblemText problem) {
    next.setDisable(false);
    card.notice().show(Tone.BAD, problem.title(), String.join("\n", problem.lines()));
  }
}
