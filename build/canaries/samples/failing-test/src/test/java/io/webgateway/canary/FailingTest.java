package io.webgateway.canary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailingTest {
  @Test
  void addsUp() {
    assertThat(1 + 1).isEqualTo(3);
  }
}
