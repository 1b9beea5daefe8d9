package io.webgateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.bench.ProcessTree.Ticks;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
  @Test
  void ownTimeAndThatOfEndedChildrenCount() {
    assertThat(
            Ticks.parse(
                "4711 (nginx) S 1 4711 4711 0 -1 4194624 1 2 3 4 100 200 30 40 20 0 1 0 99 7 8\n"))
        .isEqualTo(new Ticks(130, 240));
  }

  @Test
  void aNameWithBlanksAndBracketsMovesNoField() {
    assertThat(
            Ticks.parse(
                "4711 (a) b (c) R 1 4711 4711 0 -1 4194624 1 2 3 4 5 6 0 0 20 0 1 0 99 7 8\n"))
        .isEqualTo(new Ticks(5, 6));
  }
}
