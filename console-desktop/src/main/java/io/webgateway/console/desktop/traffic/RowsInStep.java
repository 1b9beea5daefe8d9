package io.webgateway.console.desktop.traffic;

import io.webgateway.client.traffic.TrafficRow;
import java.util.List;
import javafx.collections.ObservableList;

/**
 * Brings a table's rows in step with a snapshot, the newest first, by putting new rows on top and
 * taking old ones from the end: what is chosen and where somebody has scrolled to stays.
 */
final class RowsInStep {
  private RowsInStep() {}

  static void bring(ObservableList<TrafficRow> rows, List<TrafficRow> wanted) {
    int fresh = rows.isEmpty() ? -1 : indexOf(wanted, rows.getFirst());
    if (fresh < 0) {
      rows.setAll(wanted);
      return;
    }
    if (fresh > 0) {
      rows.addAll(0, wanted.subList(0, fresh));
    }
    if (rows.size() > wanted.size()) {
      rows.remove(wanted.size(), rows.size());
    }
    if (rows.size() != wanted.size()) {
      rows.setAll(wanted);
    }
  }

  private static int indexOf(List<TrafficRow> wanted, TrafficRow row) {
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.get(i).sequence() == row.sequence()) {
        return i;
      }
    }
    return -1;
  }
}
