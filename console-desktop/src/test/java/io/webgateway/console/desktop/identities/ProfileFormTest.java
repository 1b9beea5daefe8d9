package io.webgateway.console.desktop.identities;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.client.Profile;
import io.webgateway.console.desktop.fixture.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileFormTest {
  private static final String NODE = Samples.OTHER.value();

  @Test
  void aFilledFormIsGoodAndLosesBlanksAndTheLastSlash() {
    var form = new ProfileForm("frankfurt", " https://gw.example:7443/ ", " " + NODE + " ");
    assertThat(form.isGood()).isTrue();
    assertThat(form.url()).isEqualTo("https://gw.example:7443");
    assertThat(form.nodeId().value()).isEqualTo(NODE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gw.example",
        "http://gw.example:7443",
        "https://gw.example/path",
        "https://user@gw.example",
        "https://gw.example:7443?x",
        "https://[",
        "unix:/run/x"
      })
  void whatIsNoUrlOfAnAgentIsRefused(String url) {
    assertThat(new ProfileForm("a", url, NODE).faultOfAgent()).isNotEmpty();
  }

  @Test
  void aNodeIdOfAnotherFormIsRefused() {
    assertThat(new ProfileForm("a", "https://a:1", "short").faultOfNode()).contains("43");
    assertThat(new ProfileForm("a", "https://a:1", "").faultOfNode()).contains("provider");
  }

  @Test
  void aNameThatCannotBeAFilesIsRefused() {
    assertThat(new ProfileForm("a/b", "", "").faultOfName()).isNotEmpty();
    assertThat(new ProfileForm("", "", "").faultOfName()).isNotEmpty();
    assertThat(new ProfileForm("gent-1", "", "").faultOfName()).isEmpty();
  }

  @Test
  void pinAndLedgerStayOnlyWhileUrlAndNodeAreTheSame() {
    var known =
        new Profile(
            "https://a:1", Optional.of(Samples.OTHER), Optional.of("ledger"), Optional.of("pin"));
    assertThat(new ProfileForm("a", "https://a:1", NODE).profile(Optional.of(known)))
        .isEqualTo(known);
    var moved = new ProfileForm("a", "https://b:1", NODE).profile(Optional.of(known));
    assertThat(moved.tlsPin()).isEmpty();
    assertThat(moved.ledger()).isEmpty();
  }

  @Test
  void theCheckOfARecoveryKeyIsTheEndOfWhatIsShown() {
    var made = NewIdentity.make("anna", " ");
    assertThat(made.displayName()).isEqualTo("anna");
    assertThat(made.check()).hasSize(6);
    assertThat(made.recoveryText()).matches("(?s).*" + made.check() + "[^A-Za-z0-9_-]*");
    assertThat(made.toString()).doesNotContain(made.recoveryText());
  }
}
