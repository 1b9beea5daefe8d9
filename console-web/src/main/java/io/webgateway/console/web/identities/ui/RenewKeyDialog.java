package io.webgateway.console.web.identities.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import io.webgateway.console.web.component.Background;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.Parts;
import io.webgateway.console.web.component.ProblemBox;
import io.webgateway.console.web.component.Toast;
import io.webgateway.console.web.identities.DeviceKey;
import io.webgateway.console.web.session.KeyRenewal;
import io.webgateway.console.web.session.SignedIn;
import java.util.Arrays;

/** Puts a fresh key in place of this console's. */
final class RenewKeyDialog extends Dialog {
  private final SignedIn user;
  private final Parts parts = Current.parts();
  private final PasswordField passphrase = new PasswordField("Key passphrase");
  private final ProblemBox problem = new ProblemBox();
  private final Button renew = new Button("Renew");

  RenewKeyDialog(SignedIn user) {
    this.user = user;
    setHeaderTitle("Renew this console's key");
    passphrase.setWidthFull();
    renew.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    renew.addClickListener(_ -> run());
    Div content =
        new Div(
            new Paragraph(
                "A fresh key is listed for "
                    + DeviceKey.lifetimeWords()
                    + " and the old one is struck out. Your passphrase seals it."),
            problem,
            passphrase);
    content.addClassName("fields");
    add(content);
    getFooter().add(new Button("Cancel", _ -> close()), renew);
  }

  private void run() {
    problem.clear();
    renew.setEnabled(false);
    char[] typed = passphrase.getValue().toCharArray();
    passphrase.clear();
    Background.run(
        this,
        () -> {
          try {
            new KeyRenewal(parts.accounts(), user).run(typed);
            return true;
          } finally {
            Arrays.fill(typed, '\0');
          }
        },
        _ -> {
          close();
          Toast.done("The key was renewed");
        },
        failed -> {
          renew.setEnabled(true);
          problem.show(failed);
        });
  }
}
