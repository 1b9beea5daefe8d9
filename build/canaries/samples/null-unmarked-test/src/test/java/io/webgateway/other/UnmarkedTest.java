package io.webgateway.other;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnmarkedTest {
  @Test
  void addsUp() {
    assertThat(1 + 1).isEqualTo(2);
  }
}
