package io.webgateway.console.desktop.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.client.traffic.TrafficRow;
import io.webgateway.console.desktop.fixture.Samples;
import io.webgateway.filter.TrafficFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

class RowsInStepTest {
  private final List<TrafficRow> all =
      LongStream.range(0, 40)
          .mapToObj(i -> new TrafficRow(i, Samples.exchange((int) i, "GET", "/", 200)))
          .toList()
          .reversed();

  @Test
  void newRowsComeOnTopAndOldOnesGoFromTheEnd() {
    var rows = FXCollections.observableArrayList(all.subList(20, 30));
    var changes = new ArrayList<String>();
    rows.addListener(
        (ListChangeListener<TrafficRow>)
            change -> {
              while (change.next()) {
                changes.add(
                    change.getFrom()
                        + " +"
                        + change.getAddedSize()
                        + " -"
                        + change.getRemovedSize());
              }
            });
    RowsInStep.bring(rows, all.subList(15, 25));
    assertThat(rows).isEqualTo(all.subList(15, 25));
    assertThat(changes).containsExactly("0 +5 -0", "10 +0 -5");
  }

  @Test
  void rowsThatHaveNothingInCommonAreReplaced() {
    var rows = FXCollections.observableArrayList(all.subList(30, 40));
    RowsInStep.bring(rows, all.subList(0, 10));
    assertThat(rows).isEqualTo(all.subList(0, 10));
    RowsInStep.bring(rows, List.of());
    assertThat(rows).isEmpty();
    RowsInStep.bring(rows, all.subList(0, 3));
    assertThat(rows).hasSize(3);
  }

  @Test
  void aFaultInAFilterSaysWhereItIs() {
    var outcome = TrafficFilter.parse("host:a stat:500");
    assertThat(outcome).isInstanceOf(TrafficFilter.Invalid.class);
    assertThat(FilterField.words((TrafficFilter.Invalid) outcome)).startsWith("At character 8: ");
  }
}
