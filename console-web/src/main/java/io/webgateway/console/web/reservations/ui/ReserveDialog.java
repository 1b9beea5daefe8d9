package io.webgateway.console.web.reservations.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.GrantRow;
import io.webgateway.client.screen.Inventory;
import io.webgateway.client.screen.NameCheck;
import io.webgateway.client.screen.ReservationRow;
import io.webgateway.console.web.component.Background;
import io.webgateway.console.web.component.Chip;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.ProblemBox;
import io.webgateway.console.web.component.Toast;
import io.webgateway.console.web.session.Picture;
import io.webgateway.console.web.session.SignedIn;
import io.webgateway.model.identity.IdentityId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reserves a name; whether it can be had is said while it is typed. */
final class ReserveDialog extends Dialog {
  private static final int REST_MILLIS = 250;

  private final SignedIn user;
  private final Picture picture;
  private final TextField name = new TextField("Name");
  private final Div check = new Div();
  private final TermSelect term;
  private final Select<GrantRow> sponsor = new Select<>();
  private final ProblemBox problem = new ProblemBox();
  private final Button reserve = new Button("Reserve");
  private long typed;

  ReserveDialog(SignedIn user, Picture picture) {
    this.user = user;
    this.picture = picture;
    this.term = new TermSelect(picture.parameters());
    setHeaderTitle("Reserve a name");
    nameField();
    sponsorField();
    check.addClassName("check");
    check.getElement().setAttribute("role", "status");
    Div content = new Div(problem, name, check, term, sponsor);
    content.addClassName("fields");
    add(content);
    reserve.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    reserve.setEnabled(false);
    reserve.addClickListener(_ -> reserve());
    getFooter().add(new Button("Cancel", _ -> close()), reserve);
    setWidth("28rem");
  }

  /** The same for a name that rests: only the term is open. */
  static ReserveDialog takeBack(SignedIn user, Picture picture, ReservationRow row) {
    ReserveDialog dialog = new ReserveDialog(user, picture);
    dialog.setHeaderTitle("Take " + row.namespace() + " back");
    dialog.name.setValue(row.namespace());
    dialog.name.setReadOnly(true);
    return dialog;
  }

  private void nameField() {
    name.setId("name");
    name.setValueChangeMode(ValueChangeMode.LAZY);
    name.setValueChangeTimeout(REST_MILLIS);
    name.setAutofocus(true);
    name.setWidthFull();
    name.getElement().setAttribute("autocapitalize", "none");
    name.getElement().setAttribute("spellcheck", "false");
    name.setHelperText("Lower-case letters, digits and inner hyphens" + example());
    name.addValueChangeListener(_ -> typed());
  }

  private String example() {
    return picture.pools().items().isEmpty()
        ? ""
        : "; it will answer at <name>." + picture.pools().items().getFirst().domain();
  }

  private void sponsorField() {
    Instant now = Current.now();
    List<GrantRow> grants =
        picture.grants().items().stream()
            .filter(g -> g.identity().equals(user.identity().value()) && g.isInForce(now))
            .toList();
    sponsor.setLabel("Counts against the grant of");
    sponsor.setItems(grants);
    sponsor.setItemLabelGenerator(
        g ->
            g.provider().substring(0, 10)
                + "… ("
                + Amounts.count(g.maxNames(), "name", "names")
                + ")");
    sponsor.setWidthFull();
    sponsor.setVisible(grants.size() > 1);
    if (!grants.isEmpty()) {
      sponsor.setValue(grants.getFirst());
    }
    boolean isProvider =
        picture.pools().items().stream()
            .anyMatch(p -> p.provider().equals(user.identity().value()));
    if (grants.isEmpty() && !isProvider) {
      problem.show("No provider has given you a grant; a reservation will be refused");
    }
  }

  private void typed() {
    long mine = ++typed;
    String text = name.getValue();
    show(NameCheck.form(text));
    if (NameCheck.form(text) instanceof NameCheck.Wellformed) {
      IdentityId me = user.identity();
      Background.run(
          this,
          () -> NameCheck.ask(text, new Inventory(user.client()), me),
          found -> {
            // An answer about what was typed before says nothing of what stands there now.
            if (mine == typed) {
              show(found);
            }
          },
          failed -> show(new NameCheck.NotAsked(failed.title())));
    }
  }

  private void show(NameCheck found) {
    check.removeAll();
    String sentence = found.sentence(Current.now());
    if (!sentence.isEmpty()) {
      check.add(new Chip(found.tone(), sentence));
    }
    // A name that could not be asked about may be sent; the ledger decides.
    reserve.setEnabled(found.isGood() || found instanceof NameCheck.NotAsked);
  }

  private void reserve() {
    problem.clear();
    reserve.setEnabled(false);
    String wanted = NameCheck.clean(name.getValue());
    Duration length = term.term();
    Optional<IdentityId> chosen =
        Optional.ofNullable(sponsor.getValue()).map(grant -> new IdentityId(grant.provider()));
    Background.run(
        this,
        () -> {
          var gateway = user.gateway();
          IdentityId by = chosen.orElseGet(() -> gateway.providers().sponsor());
          return gateway.reservations().reserve(wanted, by, length);
        },
        _ -> {
          close();
          Toast.done(wanted + " is yours");
          user.live().refresh();
        },
        failed -> {
          reserve.setEnabled(true);
          problem.show(failed);
        });
  }
}
