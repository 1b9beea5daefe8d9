package io.webgateway.bench.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.bench.change.side.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeOptionsTest {
  @Test
  void withoutWordsItIsTheWholeOfIt() {
    assertThat(ChangeOptions.parse(List.of())).isEqualTo(ChangeOptions.full());
    assertThat(ChangeOptions.full().counts())
        .containsEntry(Change.EDITS, 100)
        .containsEntry(Change.MOVES, 20)
        .containsEntry(Change.UPGRADES, 10)
        .containsEntry(Change.FAILED_UPGRADES, 5)
        .containsEntry(Change.DRAINS, 5);
  }

  @Test
  void countsSeedAndSidesAreChosen() {
    ChangeOptions options =
        ChangeOptions.parse(List.of("--moves", "0", "--seed", "7", "--only", "ours,caddy"));
    assertThat(options.counts()).containsEntry(Change.MOVES, 0).containsEntry(Change.EDITS, 100);
    assertThat(options.seed()).isEqualTo(7);
    assertThat(options.sides()).containsExactly("ours", "caddy");
  }

  @Test
  void quickIsShorterWhereverItStands() {
    ChangeOptions options = ChangeOptions.parse(List.of("--edits", "3", "--quick"));
    assertThat(options.quick()).isTrue();
    assertThat(options.counts()).containsEntry(Change.EDITS, 3).containsEntry(Change.MOVES, 2);
  }

  @Test
  void wrongWordsAreToldApart() {
    assertThatThrownBy(() -> ChangeOptions.parse(List.of("--edits", "many")))
        .hasMessageContaining("not 'many'");
    assertThatThrownBy(() -> ChangeOptions.parse(List.of("--only", "envoy")))
        .hasMessageContaining("not 'envoy'");
    assertThatThrownBy(() -> ChangeOptions.parse(List.of("--moves")))
        .hasMessageContaining("needs a value");
    assertThatThrownBy(() -> ChangeOptions.parse(List.of("--turns", "1")))
        .hasMessageContaining("no option '--turns'");
  }
}
