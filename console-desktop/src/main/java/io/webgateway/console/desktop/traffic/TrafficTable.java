package io.webgateway.console.desktop.traffic;

import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.Tone;
import io.webgateway.client.traffic.TrafficRow;
import io.webgateway.console.desktop.fx.Columns;
import io.webgateway.console.desktop.fx.Parts;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** The columns of live traffic. */
final class TrafficTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private TrafficTable() {}

  /** A dense table; the menu at its corner chooses columns. */
  static TableView<TrafficRow> make(Node placeholder, ZoneId zone, List<String> hidden) {
    TableView<TrafficRow> table = Columns.table("Live traffic, the newest first", placeholder);
    table.setId("traffic");
    table.getStyleClass().add("dense");
    table.setTableMenuButtonVisible(true);
    table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
    table
        .getColumns()
        .setAll(
            List.of(
                Columns.mono("Time", 108, row -> TIME.format(row.event().startedAt().atZone(zone))),
                Columns.node("Status", 82, TrafficTable::status, TrafficRow::status),
                Columns.mono("Method", 70, TrafficRow::method),
                Columns.text("Host", 165, TrafficRow::host),
                Columns.text("Path", 165, TrafficRow::path),
                Columns.number("Took", 80, TrafficRow::duration),
                Columns.number("In", 76, row -> Amounts.bytes(row.bytesIn())),
                Columns.number("Out", 76, row -> Amounts.bytes(row.bytesOut())),
                Columns.mono("Visitor", 140, row -> row.event().clientAddress()),
                Columns.text("Protocol", 110, TrafficRow::protocol),
                Columns.text("Workload", 120, row -> row.event().workload()),
                Columns.text("Ended", 150, TrafficRow::outcome)));
    for (TableColumn<TrafficRow, ?> column : table.getColumns()) {
      // Rows come in the order of time; another order would jump with every new one.
      column.setSortable(false);
      column.setVisible(!hidden.contains(column.getText()));
    }
    return table;
  }

  private static Node status(TrafficRow row) {
    String word = row.status().isEmpty() ? shortOutcome(row) : row.status();
    Label chip = Parts.chip(row.tone(), word);
    chip.getStyleClass().add("bare");
    if (row.tone() == Tone.GOOD) {
      chip.setGraphic(null);
    }
    return chip;
  }

  private static String shortOutcome(TrafficRow row) {
    return row.tone() == Tone.GOOD ? "ok" : "failed";
  }
}
