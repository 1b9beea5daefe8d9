package io.webgateway.client.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.wire.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendListTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static BackendList read(String json) {
    return BackendList.of(Json.readTree(json));
  }

  private static BackendRow row(String fields) {
    return read("{\"served\":true,\"backends\":[{" + fields + "}]}").backends().getFirst();
  }

  @Test
  void oneThatIsWellSaysHowLongAndHowBusyItIs() {
    BackendRow row =
        row(
            "\"address\":\"[400::1]:80\",\"weight\":3,\"state\":\"healthy\","
                + "\"since\":\"2026-06-01T11:00:00Z\",\"lastChecked\":\"2026-06-01T11:59:58Z\","
                + "\"underWay\":4");
    assertThat(row.title()).isEqualTo("[400::1]:80");
    assertThat(row.word()).isEqualTo("healthy");
    assertThat(row.tone()).isEqualTo(Tone.GOOD);
    assertThat(row.sentence()).isEmpty();
    assertThat(row.detail(NOW)).isEqualTo("for 60 min · weight 3 · 4 under way · checked 2 s ago");
  }

  @Test
  void whoWaitsForABackendIsTold() {
    assertThat(
            read("{\"served\":true,\"panic\":false,\"held\":{\"now\":12,\"bytes\":4096,"
                    + "\"oldestMillis\":3250,\"resumed\":20,\"expired\":1,\"refused\":0}}")
                .note())
        .isEqualTo(
            "12 visitors wait for a backend, the first for 3.3 s, 4,096 bytes kept. Before: 20 went"
                + " on, 1 waited in vain.");
    assertThat(read("{\"served\":true,\"held\":{\"now\":0}}").note()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "down, refused the connection, It refused the connection.",
    "down, its certificate is for another name, Its certificate is for another name.",
    "down, 'address not allowed: No.', 'Address not allowed: No.'",
    "left-out, The backend took no connection., Traffic failed. The backend took no connection.",
  })
  void whyIsASentence(String state, String why, String sentence) {
    assertThat(row("\"state\":\"" + state + "\",\"why\":\"" + why + "\"").sentence())
        .isEqualTo(sentence);
  }

  @Test
  void aFailedCheckIsSaidBeforeTheBackendIsDown() {
    String doubt =
        "\"doubt\":{\"lastCheck\":\"failed\",\"checks\":1,\"needed\":3,"
            + "\"why\":\"refused the connection\"}";
    BackendRow row = row("\"state\":\"healthy\"," + doubt);
    assertThat(row.word()).isEqualTo("healthy, last check failed 1 of 3");
    assertThat(row.sentence()).isEqualTo("It refused the connection.");
    assertThat(row.tone()).isEqualTo(Tone.ATTENTION);
    BackendRow rising =
        row(
            "\"state\":\"down\",\"why\":\"refused the connection\","
                + "\"doubt\":{\"lastCheck\":\"passed\",\"checks\":1,\"needed\":2}");
    assertThat(rising.word()).isEqualTo("down, last check passed 1 of 2");
    assertThat(rising.sentence()).isEqualTo("It refused the connection.");
    assertThat(rising.tone()).isEqualTo(Tone.BAD);
    assertThat(row("\"state\":\"healthy\",\"doubt\":{\"lastCheck\":\"odd\"}").word())
        .isEqualTo("healthy");
  }

  @Test
  void whoeverIsNotToldAddressesSeesNumbers() {
    BackendRow row = row("\"state\":\"down\",\"since\":\"2026-06-01T11:59:30Z\"");
    assertThat(row.title()).isEqualTo("Backend 1");
    assertThat(row.sentence()).isEqualTo("Checks fail.");
    assertThat(row.detail(NOW)).isEqualTo("for 30 s · weight 1");
  }

  @Test
  void aWordThatIsNotKnownIsNotTakenForHealthy() {
    assertThat(row("\"state\":\"splendid\"").state()).isEqualTo(BackendRow.State.UNKNOWN);
  }

  @Test
  void aNodeThatDoesNotServeItSaysSo() {
    assertThat(read("{\"served\":false}").note()).contains("does not serve it");
    assertThat(read("{\"served\":true,\"panic\":true}").note()).contains("all of them");
    assertThat(read("{\"served\":true}").note()).isEmpty();
  }
}
