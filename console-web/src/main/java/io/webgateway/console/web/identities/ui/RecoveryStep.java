package io.webgateway.console.web.identities.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.console.web.component.CopyButton;
import io.webgateway.wire.Json;
import io.webgateway.wire.SigningKey;

/**
 * Shows a recovery key once, and asks for its end from the copy that was made, with the key out of
 * sight. The key is kept nowhere.
 */
final class RecoveryStep extends Div {
  private static final int ASKED_CHARS = 6;

  private final String jwk;
  private final String secret;
  private final Runnable done;
  private final Div stage = new Div();

  /**
   * A step.
   *
   * @param login becomes part of the file's name
   * @param done what to do when the copy was proved
   */
  RecoveryStep(SigningKey recovery, String login, Runnable done) {
    this.jwk = recovery.toJwk();
    this.secret = Json.readTree(jwk).path("d").asString("");
    this.done = done;
    stage.addClassName("fields");
    add(new H2("Keep your recovery key"), stage);
    show(login);
  }

  /** The characters that are asked for. */
  String expected() {
    return secret.substring(secret.length() - ASKED_CHARS);
  }

  private void show(String login) {
    stage.removeAll();
    Pre text = new Pre(jwk);
    text.addClassName("secret");
    text.setId("recovery-key");
    Button download = new Button("Download");
    download.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    // Made in the browser: no address on the server ever holds it.
    download
        .getElement()
        .executeJs(
            """
            this.addEventListener('click', () => {
              const link = document.createElement('a');
              link.href = URL.createObjectURL(new Blob([$0 + '\\n'], {type: 'application/json'}));
              link.download = $1; link.click();
              setTimeout(() => URL.revokeObjectURL(link.href), 1000);
            })""",
            jwk,
            login + ".recovery.json");
    Button kept = new Button("I have kept it", _ -> ask(login));
    kept.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    Div row = new Div(new CopyButton("the recovery key", jwk), download);
    row.addClassName("row");
    stage.add(
        new Paragraph(
            "Whoever has it can take your identity back when every other key is lost, or take it"
                + " over. Keep it offline: on paper, or on a stick in a drawer. It is shown this"
                + " once and is not kept here."),
        text,
        row,
        kept);
  }

  private void ask(String login) {
    stage.removeAll();
    TextField end = new TextField("The last " + ASKED_CHARS + " characters of \"d\"");
    end.setHelperText("From your copy: the value after \"d\", without the quotation mark");
    end.setId("recovery-end");
    end.setAutofocus(true);
    end.getElement().setAttribute("autocapitalize", "none");
    end.setWidthFull();
    Button go = new Button("Go on");
    go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    go.addClickListener(
        _ -> {
          if (end.getValue().strip().equals(expected())) {
            go.setEnabled(false);
            done.run();
          } else {
            end.setInvalid(true);
            end.setErrorMessage("These are not its last characters; look at your copy");
          }
        });
    Button back = new Button("Show it again", _ -> show(login));
    back.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    Div row = new Div(go, back);
    row.addClassName("row");
    stage.add(new Paragraph("Open your copy, to be sure that it is one."), end, row);
  }
}
