package io.webgateway.console.web.identities.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.webgateway.client.KeyRing;
import io.webgateway.console.web.component.Arrival;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.OpenToAll;
import io.webgateway.console.web.component.Parts;
import io.webgateway.console.web.component.ProblemBox;
import io.webgateway.console.web.identities.Account;
import io.webgateway.console.web.identities.DeviceKey;
import io.webgateway.console.web.session.SignedIn;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.wire.SigningKey;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** First run: makes an account here, for a new identity or for one that exists elsewhere. */
@OpenToAll
@PageTitle("Welcome · Web Gateway")
@Route(value = "welcome", autoLayout = false)
public class WelcomeScreen extends Main {
  private final Parts parts = Current.parts();
  private final Div card = new Div();
  private final ProblemBox problem = new ProblemBox();

  /** For Vaadin. */
  public WelcomeScreen() {
    addClassName("front");
    card.addClassName("card");
    add(LoginScreen.brand(), card);
    choose();
  }

  private void stage(Component... parts) {
    problem.clear();
    card.removeAll();
    card.add(new H1("Welcome"), problem);
    card.add(parts);
  }

  private void choose() {
    Button fresh = choice("I am new", "Make an identity, with its first key here.");
    fresh.addClickListener(_ -> newIdentity());
    fresh.setId("choose-new");
    Button known =
        choice("I have an identity", "Give this console a key of its own, from elsewhere.");
    known.addClickListener(_ -> knownIdentity());
    known.setId("choose-known");
    Anchor login = new Anchor("login", "Log in");
    login.getElement().setAttribute("router-link", true);
    Paragraph account = new Paragraph("You have an account here? ");
    account.addClassName("quiet");
    account.add(login);
    stage(
        new Paragraph(
            "This console signs for you with a device key, which is sealed under a passphrase that"
                + " only you know."),
        fresh,
        known,
        account);
  }

  private static Button choice(String title, String text) {
    Div words = new Div(new H2(title), new Paragraph(text));
    Button button = new Button(words);
    button.addClassName("choice");
    button.setAriaLabel(title);
    return button;
  }

  private Button back() {
    Button back = new Button("Back", _ -> choose());
    back.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    return back;
  }

  private static Div row(Component... parts) {
    Div row = new Div(parts);
    row.addClassName("row");
    return row;
  }

  private void newIdentity() {
    NewAccountFields fields = new NewAccountFields();
    Button make = new Button("Make my keys");
    make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    make.addClickListener(_ -> fields.read().ifPresent(account -> keepRecovery(account, fields)));
    stage(
        new Paragraph(
            "Your identity's id will be made from its first key. The key made here counts for "
                + DeviceKey.lifetimeWords()
                + "; before that, one click renews it."),
        fields,
        row(make, back()));
  }

  private void keepRecovery(Account account, NewAccountFields fields) {
    char[] passphrase = fields.passphrase();
    fields.forget();
    KeyRing ring = KeyRing.generate();
    SigningKey recovery = SigningKey.generate();
    IdentityBody first = DeviceKey.firstBody(account.displayName(), ring, recovery, Current.now());
    stage(
        new RecoveryStep(
            recovery,
            account.login(),
            () -> keep(account, ring, passphrase, Optional.of(first), "")));
  }

  private void knownIdentity() {
    TextField id = new TextField("Identity id");
    id.setHelperText("43 characters; webgw identity show tells it");
    id.setWidthFull();
    id.setId("identity-id");
    NewAccountFields fields = new NewAccountFields();
    Button make = new Button("Make a key for this console");
    make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    make.addClickListener(
        _ -> {
          Optional<IdentityId> identity = identity(id);
          Optional<Account> account = fields.read();
          if (identity.isPresent() && account.isPresent()) {
            char[] passphrase = fields.passphrase();
            fields.forget();
            KeyRing ring =
                new KeyRing(identity.get(), List.of(SigningKey.generate()), Optional.empty());
            keep(account.get(), ring, passphrase, Optional.empty(), "identity");
          }
        });
    stage(
        new Paragraph("The console makes a key and tells you the command that lets it in."),
        id,
        fields,
        row(make, back()));
  }

  private static Optional<IdentityId> identity(TextField field) {
    try {
      IdentityId id = new IdentityId(field.getValue().strip());
      field.setInvalid(false);
      return Optional.of(id);
    } catch (IllegalArgumentException e) {
      field.setInvalid(true);
      field.setErrorMessage(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void keep(
      Account account,
      KeyRing ring,
      char[] passphrase,
      Optional<IdentityBody> first,
      String destination) {
    try {
      parts.accounts().create(account, ring, passphrase, first);
      Arrival.enter(new SignedIn(account, ring, parts.accounts(), parts.link()), destination);
    } catch (UncheckedIOException e) {
      stage(back());
      problem.show("The account could not be kept: " + e.getMessage());
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }
}
