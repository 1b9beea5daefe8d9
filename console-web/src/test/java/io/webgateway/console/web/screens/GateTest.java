package io.webgateway.console.web.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.KeyRing;
import io.webgateway.console.web.component.Current;
import io.webgateway.console.web.identities.Account;
import io.webgateway.console.web.identities.ui.LoginScreen;
import io.webgateway.console.web.identities.ui.WelcomeScreen;
import io.webgateway.console.web.session.FakeConsole;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest extends BrowserlessScreens {
  @Override
  boolean isSignedIn() {
    return false;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "reservations",
        "workloads",
        "workloads/blog/web",
        "workloads/blog/web/edit",
        "publish",
        "certificates",
        "traffic",
        "nodes",
        "identity"
      })
  void nobodyWhoIsNotSignedInSeesAnyScreen(String path) {
    UI.getCurrent().navigate(path);
    assertThat(getCurrentView()).isInstanceOf(WelcomeScreen.class);
    makeAccount();
    UI.getCurrent().navigate("login");
    UI.getCurrent().navigate(path);
    assertThat(getCurrentView()).isInstanceOf(LoginScreen.class);
  }

  private static void makeAccount() {
    Current.parts()
        .accounts()
        .create(
            new Account("alice", "Alice", Optional.of(FakeConsole.NOW)),
            KeyRing.generate(),
            "four unrelated words".toCharArray(),
            Optional.empty());
  }

  @Test
  void aWrongPassphraseIsSaidAndTakenOutOfTheField() {
    makeAccount();
    navigate(LoginScreen.class);
    find(TextField.class).single().setValue("alice");
    find(PasswordField.class).single().setValue("wrong");
    press("Log in");
    assertThat(words()).contains("Login or passphrase is wrong");
    assertThat(find(PasswordField.class).single().getValue()).isEmpty();
    assertThat(Current.signedIn()).isEmpty();
  }

  @Test
  void theRightPassphraseSignsIn() {
    makeAccount();
    navigate(LoginScreen.class);
    find(TextField.class).single().setValue(" Alice ");
    find(PasswordField.class).single().setValue("four unrelated words");
    press("Log in");
    assertThat(Current.signedIn()).isPresent();
    Current.user().close();
  }

  @Test
  void theRecoveryKeyIsGoneFromThePageBeforeItsEndIsAskedFor() {
    navigate(WelcomeScreen.class);
    press("I am new");
    var texts = find(TextField.class).all();
    texts.getFirst().setValue("alice");
    find(PasswordField.class).all().forEach(field -> field.setValue("four unrelated words"));
    press("Make my keys");
    assertThat(words()).contains("\"d\":\"");
    press("I have kept it");
    assertThat(words()).doesNotContain("\"d\":\"").contains("The last 6 characters");
    find(TextField.class).single().setValue("wrong!");
    press("Go on");
    assertThat(words()).contains("These are not its last characters");
    assertThat(Current.parts().accounts().isEmpty()).as("nothing is kept yet").isTrue();
  }
}
