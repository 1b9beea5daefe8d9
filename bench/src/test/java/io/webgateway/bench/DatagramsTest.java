package io.webgateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatagramsTest {
  @Test
  void theLineOfTheLoadGeneratorIsRead() {
    Load.Done done = Datagrams.done("120345 7 1.002 250 1900\n");
    assertThat(done.work()).isEqualTo(120_345);
    assertThat(done.errors()).isEqualTo(7);
    assertThat(done.seconds()).isEqualTo(1.002);
    assertThat(done.p50Micros()).isEqualTo(250);
    assertThat(done.p99Micros()).isEqualTo(1_900);
  }

  @Test
  void whatIsNoSuchLineIsToldAsItCame() {
    assertThatThrownBy(() -> Datagrams.done("Error: could not find\n"))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("could not find");
  }
}
