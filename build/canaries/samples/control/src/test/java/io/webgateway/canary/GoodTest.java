package io.webgateway.canary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoodTest {
  @Test
  void doublesANumber() {
    assertThat(Good.twice(2)).isEqualTo(4);
  }
}
