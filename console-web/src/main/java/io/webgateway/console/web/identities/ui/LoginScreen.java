package io.webgateway.console.web.identities.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import io.webgateway.console.web.component.Arrival;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.component.Mark;
import io.webgateway.console.web.component.OpenToAll;
import io.webgateway.console.web.component.Parts;
import io.webgateway.console.web.component.ProblemBox;
import io.webgateway.console.web.identities.Unlocking;
import io.webgateway.console.web.session.SignedIn;
import java.time.Duration;
import java.util.Locale;

/** Log in: the passphrase opens the key, in the memory of this session alone. */
@OpenToAll
@PageTitle("Log in · Web Gateway")
@Route(value = "login", autoLayout = false)
public class LoginScreen extends Main {
  private final Parts parts = Current.parts();
  private final TextField login = new TextField("Login");
  private final PasswordField passphrase = new PasswordField("Key passphrase");
  private final ProblemBox problem = new ProblemBox();

  /** For Vaadin. */
  public LoginScreen() {
    addClassName("front");
    login.setAutocomplete(Autocomplete.USERNAME);
    login.setAutofocus(true);
    login.setWidthFull();
    passphrase.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
    passphrase.setWidthFull();
    Button enter = new Button("Log in", _ -> unlock());
    enter.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    enter.addClickShortcut(Key.ENTER);
    enter.setWidthFull();
    Div card =
        new Div(
            new H1("Log in"),
            new Paragraph("Your passphrase unlocks the key that signs for you, here and now only."),
            problem,
            login,
            passphrase,
            enter,
            newcomer());
    card.addClassName("card");
    add(brand(), card, agent());
  }

  static Div brand() {
    Div brand = new Div(new Mark(), new Span("Web Gateway"));
    brand.addClassName("brand");
    return brand;
  }

  private static Paragraph newcomer() {
    Anchor first = new Anchor("welcome", "Make an account");
    first.getElement().setAttribute("router-link", true);
    Paragraph line = new Paragraph(new Span("New here? "), first);
    line.addClassName("quiet");
    return line;
  }

  private Paragraph agent() {
    Paragraph line =
        new Paragraph(parts.link().address() + " · node " + parts.link().node().shortForm() + "…");
    line.addClassNames("quiet", "code");
    return line;
  }

  private void unlock() {
    problem.clear();
    String who = login.getValue().strip().toLowerCase(Locale.ROOT);
    if (who.isEmpty() || passphrase.isEmpty()) {
      problem.show("Write your login and your key passphrase");
      return;
    }
    char[] typed = passphrase.getValue().toCharArray();
    passphrase.clear();
    switch (new Unlocking(parts.accounts(), parts.attempts()).unlock(who, typed, address())) {
      case Unlocking.Unlocked open ->
          Arrival.enter(
              new SignedIn(open.account(), open.ring(), parts.accounts(), parts.link()), "");
      case Unlocking.Wrong _ -> problem.show("Login or passphrase is wrong");
      case Unlocking.Wait wait ->
          problem.show("Too many wrong tries; wait " + words(wait.length()) + ", then try again");
      case Unlocking.Busy _ -> problem.show("Too many people log in just now; try again");
    }
  }

  private static String words(Duration wait) {
    return wait.toSeconds() < 120 ? wait.toSeconds() + 1 + " s" : wait.toMinutes() + 1 + " min";
  }

  private static String address() {
    VaadinRequest request = VaadinRequest.getCurrent();
    return request == null ? "" : String.valueOf(request.getRemoteAddr());
  }
}
