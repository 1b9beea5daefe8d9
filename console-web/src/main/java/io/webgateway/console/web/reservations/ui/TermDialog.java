package io.webgateway.console.web.reservations.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.webgateway.client.screen.ReservationRow;
import io.webgateway.console.web.component.Background;
import io.webgateway.console.web.component.ProblemBox;
import io.webgateway.console.web.component.Toast;
import io.webgateway.console.web.session.SignedIn;
import io.webgateway.model.ledger.LedgerParameters;
import java.time.Duration;
import java.util.Optional;

/** Renews a name. */
final class TermDialog extends Dialog {
  TermDialog(SignedIn user, ReservationRow row, LedgerParameters parameters) {
    setHeaderTitle("Renew " + row.namespace());
    TermSelect term = new TermSelect(parameters);
    ProblemBox problem = new ProblemBox();
    Div content =
        new Div(
            new Paragraph("A term counts from now; it is not added to what is left."),
            problem,
            term);
    content.addClassName("fields");
    add(content);
    Button renew = new Button("Renew");
    renew.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    renew.addClickListener(
        _ -> {
          problem.clear();
          renew.setEnabled(false);
          Duration length = term.term();
          Background.run(
              this,
              () -> user.gateway().reservations().renew(row.namespace(), length, Optional.empty()),
              _ -> {
                close();
                Toast.done(row.namespace() + " was renewed");
                user.live().refresh();
              },
              failed -> {
                renew.setEnabled(true);
                problem.show(failed);
              });
        });
    getFooter().add(new Button("Cancel", _ -> close()), renew);
  }
}
