package io.webgateway.console.desktop.identities;

import io.webgateway.client.screen.Tone;
import io.webgateway.console.desktop.fx.Card;
import io.webgateway.console.desktop.fx.FieldBox;
import io.webgateway.console.desktop.fx.Parts;
import io.webgateway.console.desktop.workspace.Workspace;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** Shows a recovery key, once; nothing is kept before its owner has shown that it is noted down. */
final class RecoveryCard {
  private static final double WIDTH_PIXELS = 560;
  private static final int ROWS = 4;

  private final Workspace workspace;
  private final IdentityStore store;
  private final NewIdentity identity;
  private final char[] passphrase;
  private final Consumer<String> made;
  private final TextField typed = new TextField();
  private final FieldBox typedBox;
  private final Button keep;
  private final Card card;

  private RecoveryCard(
      Workspace workspace,
      IdentityStore store,
      NewIdentity identity,
      char[] passphrase,
      Consumer<String> made) {
    this.workspace = workspace;
    this.store = store;
    this.identity = identity;
    this.passphrase = passphrase;
    this.made = made;
    typed.setId("recovery-typed");
    typed.getStyleClass().add("mono");
    typedBox =
        new FieldBox(
            "_Type its last six characters",
            typed,
            "Those before the last quotation mark. It shows that you have the key.");
    keep = Parts.primary("_Keep identity", Material2AL.CHECK, this::keep);
    keep.setId("recovery-keep");
    card = new Card("Recovery key", WIDTH_PIXELS, body(), workspace.overlay()::close);
    Button cancel = new Button("_Throw away");
    cancel.setOnAction(_ -> workspace.overlay().close());
    card.buttons(cancel, keep);
  }

  static void open(
      Workspace workspace,
      IdentityStore store,
      NewIdentity identity,
      char[] passphrase,
      Consumer<String> made) {
    RecoveryCard opened = new RecoveryCard(workspace, store, identity, passphrase, made);
    workspace
        .overlay()
        .open(
            "Recovery key",
            opened.card.node(),
            opened.typed,
            () -> Arrays.fill(opened.passphrase, '\0'));
  }

  private VBox body() {
    TextArea text = new TextArea(identity.recoveryText());
    text.setId("recovery-text");
    text.setEditable(false);
    text.setWrapText(true);
    text.setPrefRowCount(ROWS);
    text.getStyleClass().add("mono");
    text.setAccessibleText("The recovery key");
    Button file = Parts.button("Save to _file…", Material2MZ.SAVE_ALT, this::toFile);
    HBox ways = Parts.row(file, Parts.copyButton("recovery key", identity.recoveryText()));
    return new VBox(
        Parts.prose(
            "This key takes your identity back when everything else is lost, and overrides all"
                + " other keys. It is shown once and not kept on this machine. Keep it offline."),
        text,
        ways,
        typedBox.node());
  }

  private void toFile() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Where the recovery key goes");
    chooser.setInitialFileName(identity.name() + ".recovery.json");
    Optional<Path> chosen =
        Optional.ofNullable(chooser.showSaveDialog(card.node().getScene().getWindow()))
            .map(File::toPath);
    chosen.ifPresent(
        file ->
            workspace.work(
                () -> {
                  store.writeRecovery(file, identity);
                  return file;
                },
                written ->
                    card.notice()
                        .show(Tone.GOOD, "Written to " + written, "Move it to a place offline."),
                problem ->
                    card.notice()
                        .show(Tone.BAD, problem.title(), String.join("\n", problem.lines()))));
  }

  private void keep() {
    if (!typed.getText().strip().equals(identity.check())) {
      typedBox.wrong("These are not its last six characters");
      return;
    }
    keep.setDisable(true);
    // A copy: closing the card wipes the other one, perhaps in the middle of this.
    char[] secret = passphrase.clone();
    workspace.work(
        () -> {
          store.keep(identity, secret);
          Arrays.fill(secret, '\0');
          return identity.name();
        },
        name -> {
          workspace.overlay().close();
          workspace.toasts().say(Tone.GOOD, "Identity " + name + " is kept on this machine");
          made.accept(name);
        },
        problem -> {
          keep.setDisable(false);
          card.notice().show(Tone.BAD, problem.title(), String.join("\n", problem.lines()));
        });
  }
}
