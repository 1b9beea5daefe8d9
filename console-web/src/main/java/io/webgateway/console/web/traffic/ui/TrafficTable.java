package io.webgateway.console.web.traffic.ui;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.renderer.Renderer;
import io.webgateway.client.screen.Amounts;
import io.webgateway.client.traffic.TrafficRow;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The rows as they stream by: drawn in the browser from plain text, the newest first. */
final class TrafficTable extends Grid<TrafficRow> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final String STATE =
      "<span class='state ${item.tone}' title='${item.outcome}'>"
          + "<span class='mark'>${item.mark}</span> ${item.word}</span>";
  private static final String WHERE =
      "<span class='code'><b>${item.method}</b> ${item.path} <span class='quiet'>${item.host}</span></span>";
  private static final String COMPACT =
      "<div class='compact'><span class='state ${item.tone}'><span class='mark'>${item.mark}</span>"
          + " ${item.word}</span> <span class='code'>${item.method} ${item.path}</span>"
          + "<div class='quiet'>${item.time} · ${item.host} · ${item.duration}</div></div>";

  private final Column<TrafficRow> compact;
  private final Column<TrafficRow> sent;
  private boolean narrow;
  private List<TrafficRow> rows = List.of();

  TrafficTable() {
    super(TrafficRow.class, false);
    addClassName("traffic");
    addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_NO_BORDER);
    getElement().setAttribute("aria-label", "Live traffic, the newest first");
    compact = addColumn(text(COMPACT)).setHeader("Traffic");
    compact.setVisible(false);
    addColumn(row -> TIME.format(row.event().startedAt()))
        .setHeader("Time (UTC)")
        .setWidth("8.2rem")
        .setFlexGrow(0)
        .setPartNameGenerator(_ -> "fixed");
    addColumn(text(STATE)).setHeader("Result").setWidth("6.5rem").setFlexGrow(0);
    addColumn(text(WHERE)).setHeader("Method, path and host").setFlexGrow(1);
    addColumn(TrafficRow::duration)
        .setHeader("Lasted")
        .setWidth("5.75rem")
        .setFlexGrow(0)
        .setTextAlign(ColumnTextAlign.END);
    sent = addColumn(row -> Amounts.bytes(row.bytesOut()));
    sent.setHeader("Sent").setWidth("5.75rem").setFlexGrow(0).setTextAlign(ColumnTextAlign.END);
    CallbackDataProvider<TrafficRow, Void> provider =
        DataProvider.fromCallbacks(
            query -> rows.stream().skip(query.getOffset()).limit(query.getLimit()),
            query -> {
              // Vaadin insists on being asked for both.
              return Math.toIntExact(
                  rows.stream().skip(query.getOffset()).limit(query.getLimit()).count());
            });
    setItems(provider);
    setSizeFull();
  }

  private static Renderer<TrafficRow> text(String template) {
    return LitRenderer.<TrafficRow>of(template)
        .withProperty("tone", row -> row.tone().word())
        .withProperty("mark", row -> row.tone().mark())
        .withProperty("word", row -> row.status().isEmpty() ? row.outcome() : row.status())
        .withProperty("outcome", TrafficRow::outcome)
        .withProperty("host", row -> row.host().isEmpty() ? "–" : row.host())
        .withProperty("path", TrafficRow::path)
        .withProperty("method", row -> row.method().isEmpty() ? row.protocol() : row.method())
        .withProperty("time", row -> TIME.format(row.event().startedAt()))
        .withProperty("duration", TrafficRow::duration);
  }

  /** One column with everything, for a narrow screen; or all columns. */
  void setNarrow(boolean narrow) {
    this.narrow = narrow;
    getColumns().forEach(column -> column.setVisible(narrow == column.equals(compact)));
  }

  /** Makes room for the detail, which says more. */
  void setBesideDetail(boolean beside) {
    sent.setVisible(!narrow && !beside);
  }

  void show(List<TrafficRow> now) {
    rows = now;
    getDataProvider().refreshAll();
  }

  List<TrafficRow> shown() {
    return rows;
  }
}
