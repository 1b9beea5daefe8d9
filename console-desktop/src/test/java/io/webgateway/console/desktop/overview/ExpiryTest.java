package io.webgateway.console.desktop.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.webgateway.console.desktop.fixture.Samples;
import org.junit.jupiter.api.Test;

class ExpiryTest {

  @Test
  void whatEndsFirstIsOnTop() {
    assertThat(Expiry.next(Samples.picture(), Samples.NOW, 4))
        .extracting(Expiry::what, Expiry::subject)
        .containsExactly(
            tuple("certificate", "legacy.example.org"),
            tuple("name", "shop"),
            tuple("name", "wiki"),
            tuple("certificate", "shop.example.org"));
  }

  @Test
  void whereNothingEndsNothingIsListed() {
    assertThat(Expiry.next(Samples.nothing(), Samples.NOW, 4)).isEmpty();
  }
}
