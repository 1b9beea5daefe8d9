package io.webgateway.console.web.identities.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.webgateway.client.screen.PassphraseRules;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.identities.Account;
import io.webgateway.console.web.identities.Accounts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Login, name and passphrase of a new account, each with its fault beside it. */
final class NewAccountFields extends Div {
  private final TextField login = new TextField("Login");
  private final TextField displayName = new TextField("Display name");
  private final PasswordField passphrase = new PasswordField("Key passphrase");
  private final PasswordField again = new PasswordField("The same again");

  NewAccountFields() {
    addClassName("fields");
    login.setHelperText("What you type to log in here");
    login.setAutocomplete(Autocomplete.USERNAME);
    displayName.setHelperText("What others see beside your identity's id");
    displayName.setMaxLength(64);
    passphrase.setHelperText(
        "At least "
            + PassphraseRules.MIN_CHARS
            + " characters. It cannot be reset: nobody else has it");
    passphrase.setAutocomplete(Autocomplete.NEW_PASSWORD);
    passphrase.setValueChangeMode(ValueChangeMode.ON_BLUR);
    again.setAutocomplete(Autocomplete.NEW_PASSWORD);
    add(login, displayName, passphrase, again);
    getChildren().forEach(field -> field.getElement().getStyle().set("inline-size", "100%"));
  }

  /** What was typed, if all of it is good. */
  Optional<Account> read() {
    String name = login.getValue().strip().toLowerCase(Locale.ROOT);
    String called = displayName.getValue().strip();
    // All three are looked at, so that every fault is told at once.
    List<Boolean> good =
        List.of(
            mark(login, loginFault(name)),
            mark(passphrase, PassphraseRules.faultOf(passphrase.getValue(), name, called)),
            mark(
                again, PassphraseRules.faultOfRepetition(passphrase.getValue(), again.getValue())));
    return good.contains(false)
        ? Optional.empty()
        : Optional.of(
            new Account(name, called.isEmpty() ? name : called, Optional.of(Current.now())));
  }

  /** The passphrase; the caller wipes it. */
  char[] passphrase() {
    return passphrase.getValue().toCharArray();
  }

  /** Lets go of the passphrase. */
  void forget() {
    passphrase.clear();
    again.clear();
  }

  private static Optional<String> loginFault(String name) {
    return Accounts.faultOf(name)
        .or(
            () ->
                Current.parts().accounts().find(name).isPresent()
                    ? Optional.of("This login is taken here")
                    : Optional.empty());
  }

  private static boolean mark(HasValidation field, Optional<String> fault) {
    field.setInvalid(fault.isPresent());
    field.setErrorMessage(fault.orElse(""));
    return fault.isEmpty();
  }
}
