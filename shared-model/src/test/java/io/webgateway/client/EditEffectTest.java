package io.webgateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.client.Drains.Present;
import io.webgateway.client.EditEffect.Ending;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditEffectTest {
  private static final Present NOBODY = new Present(0, 0, 0, 0);

  @Test
  void nothingThatEndsIsSaidSo() {
    EditEffect calm = new EditEffect(List.of(), new Present(2, 1, 0, 0));
    assertThat(calm.isNoticed()).isFalse();
    assertThat(calm.sentences())
        .containsExactly(
            "No visitor would notice: 2 connections, 1 exchange would stay as they are.");
    assertThat(new EditEffect(List.of(), NOBODY).sentences())
        .containsExactly("No visitor would notice: nobody is there now.");
  }

  @Test
  void whatEndsIsCountedByReasonAndWhatStaysToo() {
    EditEffect effect =
        new EditEffect(
            List.of(
                new Ending("port-changed", new Present(0, 0, 4, 0)),
                new Ending("tls-changed", new Present(1, 0, 0, 0))),
            NOBODY);
    assertThat(effect.isNoticed()).isTrue();
    assertThat(effect.sentences())
        .containsExactly(
            "Ends, because the port is another one: 4 tunnels.",
            "Must make another TLS handshake: 1 connection.",
            "Stays: nothing.");
  }
}
