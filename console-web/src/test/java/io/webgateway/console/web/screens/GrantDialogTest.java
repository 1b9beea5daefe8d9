package io.webgateway.console.web.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextField;
import io.webgateway.client.Call;
import io.webgateway.console.web.identities.ui.IdentityScreen;
import io.webgateway.console.web.session.FakeConsole;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantDialogTest extends BrowserlessScreens {
  private static final String OTHER = "g".repeat(43);

  /** Alice is a provider, and has given a grant with ceilings. */
  @Override
  void lists() {
    super.lists();
    provides(
        """
        {"provider":"%s","identity":"%s","maxNames":3,"maxPorts":2,"pools":["gw.example"],
         "bandwidthBitsPerSecond":500000,"notAfter":"2027-01-01T00:00:00Z",
         "ceiling":{"maxConnections":5000,"connectionsPerSecond":200,"requestsPerSecond":0}}"""
            .formatted(FakeConsole.identity(), OTHER));
  }

  private void provides(String grants) {
    console()
        .agent()
        .answers(
            "/v1/pools",
            """
            {"items":[{"domain":"gw.example","provider":"%s","admission":"invited","members":[]}]}"""
                .formatted(FakeConsole.identity()))
        .answers("/v1/grants", "{\"items\":[%s]}".formatted(grants));
  }

  private TextField field(String name) {
    return byId(TextField.class, "setting-grant-" + name);
  }

  private List<String> asked() {
    return console().agent().calls().stream().map(Call::path).toList();
  }

  @Test
  void aGrantShowsItsCeilingsInTheirUnitsAndAChangeKeepsThem() {
    navigate(IdentityScreen.class);
    press("Change the grant to " + OTHER);
    assertThat(field("identity").getValue()).isEqualTo(OTHER);
    assertThat(field("identity").isReadOnly()).isTrue();
    assertThat(field("connections").getValue()).isEqualTo("5000");
    assertThat(field("new-connections").getValue()).isEqualTo("200");
    assertThat(field("requests").getValue()).isEqualTo("0");
    assertThat(field("bits").getValue()).isEqualTo("0.5");
    assertThat(field("days").getValue()).isEmpty();
    assertThat(byId(TextField.class, "setting-pools").getValue()).isEqualTo("gw.example");
    assertThat(words())
        .contains("All its workloads together, on one node", "Mbit/s", "0 for no limit");
  }

  @Test
  void whatIsNotRightIsSaidAtItsFieldAndNothingIsSent() {
    navigate(IdentityScreen.class);
    press("Give a grant");
    field("bits").setValue("fast");
    int before = console().agent().calls().size();
    press("Grant");
    assertThat(field("identity").getErrorMessage()).contains("43 letters");
    assertThat(field("bits").isInvalid()).isTrue();
    assertThat(field("bits").getErrorMessage()).contains("from 0 to 1000000 Mbit/s");
    assertThat(field("connections").isInvalid()).isFalse();
    assertThat(console().agent().calls()).hasSize(before);
    field("bits").setValue("2.5");
    press("Grant");
    assertThat(field("bits").isInvalid()).isFalse();
  }

  @Test
  void whatTheAgentRefusesIsSaidAtItsField() {
    navigate(IdentityScreen.class);
    press("Change the grant to " + OTHER);
    console()
        .agent()
        .refuses(
            422, "out-of-range", "/body/ceiling/requestsPerSecond", "It is too much", "Take less");
    field("requests").setValue("70");
    press("Change it");
    assertThat(asked().getLast()).contains("/v1/");
    assertThat(field("requests").isInvalid()).isTrue();
    assertThat(field("requests").getErrorMessage()).contains("from 0 to 1000000 /s");
    assertThat(byId(Button.class, "grant").isEnabled()).isTrue();
  }

  @Test
  void whoGivesNoGrantsIsNotAskedTo() {
    super.lists();
    console().readAgain();
    navigate(IdentityScreen.class);
    assertThat(words()).contains("Grants").doesNotContain("Change");
    assertThat(find(Button.class).all())
        .noneMatch(b -> b.getText().equals("Give a grant") && b.isVisible());
  }

  @Test
  void aProviderWithoutGrantsLearnsWhatTheyAreFor() {
    provides("");
    console().readAgain();
    navigate(IdentityScreen.class);
    assertThat(words()).contains("No grants yet", "Give a grant");
  }
}
